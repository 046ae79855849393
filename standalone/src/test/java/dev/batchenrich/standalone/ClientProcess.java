package dev.batchenrich.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged program, talking to a server from a folder, as a process of its own. */
record ClientProcess(Process process, Path out, Path err) {

  private static final Path JAR = Path.of("target", "batch-enrich.jar").toAbsolutePath();

  /** Runs {@code arguments} to the end. */
  static ClientProcess run(Path folder, URI server, String key, String... arguments)
      throws IOException, InterruptedException {
    var client = start(folder, server, key, arguments);
    client.process.waitFor();
    return client;
  }

  static ClientProcess start(Path folder, URI server, String key, String... arguments)
      throws IOException {
    // Whoever runs the tests in the background has Ctrl-C ignored.
    var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(program());
    command.addAll(List.of(arguments));
    var out = Files.createTempFile(folder, "out", ".txt");
    var err = Files.createTempFile(folder, "err", ".txt");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("BATCH_ENRICH_URL", server.toString());
    builder.environment().put("BATCH_ENRICH_API_KEY", key);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    return new ClientProcess(builder.start(), out, err);
  }

  /** The command that runs the program. */
  static List<String> program() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-jar",
        JAR.toString());
  }

  int exit() {
    return process.exitValue();
  }

  String printed() throws IOException {
    return Files.readString(out, UTF_8);
  }

  String said() throws IOException {
    return Files.readString(err, UTF_8);
  }

  /** Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
    process.waitFor();
  }
}
