package dev.batchenrich.gateway;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A gateway in a process of its own, as an operator starts it. */
final class GatewayProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern ADDRESS = Pattern.compile("listening on (http://\\S+:[0-9]+)");

  /** Nothing that the AWS SDK may find on this machine. */
  private static final Map<String, String> NO_AWS =
      Map.of(
          "AWS_CONFIG_FILE", "/nowhere",
          "AWS_SHARED_CREDENTIALS_FILE", "/nowhere",
          "AWS_EC2_METADATA_DISABLED", "true");

  private final Path output;
  private final Process process;

  /**
   * Starts it.
   *
   * @param output where what it says is written to
   * @param more options besides those of {@code config} that every gateway needs
   */
  GatewayProcess(GatewayConfig config, Path output, Map<String, String> environment, String... more)
      throws IOException {
    this.output = output;
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                GatewayMain.class.getName(),
                "--instance-id",
                config.instanceId(),
                "--kafka.bootstrap.servers",
                String.valueOf(config.kafka().get("bootstrap.servers")),
                "--api-keys",
                config.apiKeysFile().toString(),
                "--link-secret",
                config.linkSecretFile().toString(),
                "--data-dir",
                config.dataDir().toString(),
                "--results",
                config.dataDir().resolveSibling("results").toString()));
    command.addAll(List.of(more));
    if (!command.contains("--port")) {
      command.addAll(List.of("--port", "0"));
    }
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
    builder.environment().putAll(NO_AWS);
    builder.environment().putAll(environment);
    process = builder.start();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  List<String> outputLines() throws IOException {
    return Files.readAllLines(output);
  }

  void awaitOutput(String text) {
    await().atMost(PATIENCE).until(() -> output().contains(text));
  }

  /** Where it listens, which it says when it does. */
  URI awaitAddress() throws IOException {
    await().atMost(PATIENCE).until(() -> ADDRESS.matcher(output()).find());
    var said = ADDRESS.matcher(output());
    assertThat(said.find()).isTrue();
    return URI.create(said.group(1));
  }

  URI awaitReady() throws IOException {
    awaitOutput(" ready\n");
    return awaitAddress();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Without the configuration of logging that tests have. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(joining(File.pathSeparator));
  }
}
