package dev.batchenrich.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The blocks of shell in a page of the documentation, with other places than it names. */
final class PageCommands {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private final List<String> blocks;
  private final Map<String, String> places;
  private final Map<String, String> environment;

  /**
   * Those of {@code page} in {@code docs}.
   *
   * @param places what stands in the page, and what takes its place here
   */
  PageCommands(String page, Map<String, String> places, Map<String, String> environment)
      throws IOException {
    blocks =
        BLOCK
            .matcher(Files.readString(ROOT.resolve("docs").resolve(page)))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    this.places = places;
    this.environment = environment;
  }

  /** The line, joined, of the only block that begins so. */
  String line(String beginning) {
    var found = blocks.stream().filter(block -> block.startsWith(beginning)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "%d blocks begin with '%s'".formatted(found.size(), beginning));
    }
    return here(found.get(0).replace("\\\n", " ").strip());
  }

  /** {@code command} with the places that there are here. */
  String here(String command) {
    var moved = command;
    for (var place : places.entrySet()) {
      moved = moved.replace(place.getKey(), place.getValue());
    }
    return moved;
  }

  /** Runs {@code command} to its end in the root of the sources and returns what it printed. */
  String run(String command) throws IOException, InterruptedException {
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
  Process start(String command, Path log) throws IOException {
    return builder("exec " + command).redirectOutput(log.toFile()).start();
  }

  private ProcessBuilder builder(String command) {
    var builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
    builder.environment().putAll(environment);
    return builder;
  }
}
