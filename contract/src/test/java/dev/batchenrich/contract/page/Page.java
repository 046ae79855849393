package dev.batchenrich.contract.page;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation. */
public final class Page {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Path NOTES = Path.of("target", "commands-run");
  private static final Pattern BLOCK =
      Pattern.compile("^```([^`\n]*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");

  private record Block(int line, String language, String text) {}

  private final String name;
  private final String text;
  private final List<Block> blocks = new ArrayList<>();

  /**
   * @param name of its file, from the root of the sources
   */
  public Page(String name) {
    this.name = name;
    text = read(ROOT.resolve(name));
    var blocksOfText = BLOCK.matcher(text);
    while (blocksOfText.find()) {
      var line = (int) text.substring(0, blocksOfText.start()).lines().count() + 1;
      blocks.add(new Block(line, blocksOfText.group(1), blocksOfText.group(2)));
    }
  }

  /** All that there are. */
  public static List<Page> all() throws IOException {
    var pages = new ArrayList<>(List.of(new Page("README.md"), new Page("CONTRIBUTING.md")));
    for (var folder : List.of("docs", "deploy")) {
      try (var files = Files.walk(ROOT.resolve(folder))) {
        files
            .map(file -> ROOT.relativize(file).toString())
            .filter(file -> file.endsWith(".md") && !file.contains("target/"))
            .sorted()
            .map(Page::new)
            .forEach(pages::add);
      }
    }
    return List.copyOf(pages);
  }

  /** Its file, from the root of the sources. */
  public String name() {
    return name;
  }

  /** All of it. */
  public String text() {
    return text;
  }

  /** The pieces of code within lines of text. */
  public List<String> inlines() {
    return INLINE
        .matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(code -> code.group(1))
        .toList();
  }

  /** The lines of all blocks of shell, joined where they go on. */
  public List<String> shellLines() {
    return blocks.stream()
        .filter(block -> block.language().startsWith("sh"))
        .flatMap(block -> block.text().replace("\\\n", " ").lines())
        .map(String::strip)
        .toList();
  }

  /**
   * The text of the only block in {@code language} that begins so.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public String block(String language, String beginning) {
    return find(language, beginning).text();
  }

  /**
   * The text of the only block of shell that begins so, for the caller to run. That is noted, so
   * that {@code .ci/every-command} finds those that nothing runs.
   */
  String commands(String beginning) {
    var block = find("sh", beginning);
    note(block);
    return block.text();
  }

  private Block find(String language, String beginning) {
    var found =
        blocks.stream()
            .filter(block -> block.language().equals(language))
            .filter(block -> block.text().strip().startsWith(beginning))
            .toList();
    requireOne(found.size(), "blocks of '%s'".formatted(language), beginning);
    return found.get(0);
  }

  /**
   * The only code within a line that begins so.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public String inline(String beginning) {
    var found = inlines().stream().filter(code -> code.startsWith(beginning)).toList();
    requireOne(found.size(), "pieces of code", beginning);
    return found.get(0);
  }

  private void requireOne(int found, String what, String beginning) {
    if (found != 1) {
      throw new IllegalArgumentException(
          "%d %s in %s begin with '%s', not one".formatted(found, what, name, beginning));
    }
  }

  private void note(Block block) {
    try {
      Files.createDirectories(NOTES.getParent());
      Files.writeString(NOTES, "%s:%d%n".formatted(name, block.line()), CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
