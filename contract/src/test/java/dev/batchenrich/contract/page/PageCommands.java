package dev.batchenrich.contract.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The blocks of shell in a page of the documentation, with other places than it names. */
public final class PageCommands {

  private final Page page;
  private final Path folder;
  private final Map<String, String> places;
  private final Map<String, String> environment;

  /**
   * @param folder in which they run
   * @param places what stands in the page, and what takes its place here
   * @param environment what they find in their environment, beside what this process does; nothing
   *     of AWS comes from there
   */
  public PageCommands(
      Page page, Path folder, Map<String, String> places, Map<String, String> environment) {
    this.page = page;
    this.folder = folder;
    this.places = places;
    this.environment = environment;
  }

  /** Run where the page's reader would run them. */
  public static PageCommands inRoot(
      Page page, Map<String, String> places, Map<String, String> environment) {
    return new PageCommands(page, Page.ROOT, places, environment);
  }

  /** The only block that begins so. */
  public String block(String beginning) {
    return here(page.commands(beginning));
  }

  /** The line, joined, of the only block that begins so. */
  public String line(String beginning) {
    return block(beginning).replace("\\\n", " ").strip();
  }

  /** The only command within a line of text that begins so. */
  public String inline(String beginning) {
    return here(page.inline(beginning));
  }

  /** What a program gets as arguments if the block that begins so is what it is given. */
  public List<String> arguments(String beginning) throws IOException, InterruptedException {
    return run("printf '%s\\n' " + line(beginning)).lines().toList();
  }

  private String here(String command) {
    var moved = command;
    for (var place : places.entrySet()) {
      moved = moved.replace(place.getKey(), place.getValue());
    }
    return moved;
  }

  /** Runs {@code command} to its end and returns what it printed. */
  public String run(String command) throws IOException, InterruptedException {
    var process = builder(command).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(
          "%s%nended with %d: %s".formatted(command, process.waitFor(), output));
    }
    return output;
  }

  /** Starts {@code command}, which writes to {@code log}. */
  public Process start(String command, Path log) throws IOException {
    return builder("exec " + command).redirectOutput(log.toFile()).start();
  }

  private ProcessBuilder builder(String command) {
    var builder =
        new ProcessBuilder("bash", "-e", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
    builder.environment().putAll(environment);
    return builder;
  }
}
