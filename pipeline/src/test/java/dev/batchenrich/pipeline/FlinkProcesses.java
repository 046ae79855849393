package dev.batchenrich.pipeline;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A session cluster of real processes, started from Flink's artifacts on the test's class path. */
final class FlinkProcesses implements AutoCloseable {

  /** What the job brings along itself and a cluster does not have. */
  private static final List<String> NOT_FLINKS =
      List.of("/classes", "kafka", "lmdb", "jnr-", "fasterxml", "failsafe", "batch-enrich");

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final int restPort = freePort();

  FlinkProcesses(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.memory.process.size: 768m
        rest.address: 127.0.0.1
        rest.port: %d
        taskmanager.host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 3
        restart-strategy.type: fixed-delay
        restart-strategy.fixed-delay.attempts: 1000
        restart-strategy.fixed-delay.delay: 500 ms
        execution.checkpointing.dir: %s
        """
            .formatted(freePort(), restPort, folder.resolve("checkpoints").toUri()));
    start(
        "jobmanager",
        "-Xmx256m",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        "--configDir",
        folder.toString());
  }

  /** Starts a TaskManager of three slots. */
  Process startTaskManager() throws IOException {
    return start(
        "taskmanager",
        "-Xmx384m",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        "--configDir",
        folder.toString(),
        "-D",
        "taskmanager.cpu.cores=2",
        "-D",
        "taskmanager.memory.framework.heap.size=128m",
        "-D",
        "taskmanager.memory.framework.off-heap.size=64m",
        "-D",
        "taskmanager.memory.task.heap.size=256m",
        "-D",
        "taskmanager.memory.task.off-heap.size=0",
        "-D",
        "taskmanager.memory.managed.size=16m",
        "-D",
        "taskmanager.memory.network.min=32m",
        "-D",
        "taskmanager.memory.network.max=32m",
        "-D",
        "taskmanager.memory.jvm-metaspace.size=192m",
        "-D",
        "taskmanager.memory.jvm-overhead.min=64m",
        "-D",
        "taskmanager.memory.jvm-overhead.max=64m");
  }

  /** Submits a job, a main class in a jar, with Flink's command line, and returns its id. */
  String run(Path jar, Class<?> main, int parallelism, List<String> args) throws Exception {
    return run(null, jar, main, parallelism, args);
  }

  /** The same for a job that goes on from {@code savepoint}, if there is one. */
  String run(
      @Nullable String savepoint, Path jar, Class<?> main, int parallelism, List<String> args)
      throws Exception {
    var command = new ArrayList<>(List.of("run", "--detached"));
    if (savepoint != null) {
      command.addAll(List.of("--fromSavepoint", savepoint));
    }
    command.addAll(List.of("--parallelism", Integer.toString(parallelism)));
    command.addAll(List.of("--class", main.getName(), jar.toString()));
    command.addAll(args);
    return command("submitted with JobID (\\p{XDigit}+)", command);
  }

  /** Stops a job with a savepoint in {@code folder}, and returns where that is. */
  String stop(String job, Path folder) throws Exception {
    return command(
        "Savepoint completed. Path: (\\S+)",
        List.of("stop", "--savepointPath", folder.toUri().toString(), job));
  }

  /** What Flink's command line tells about its success, the group of {@code told}. */
  private String command(String told, List<String> arguments) throws Exception {
    var command = new ArrayList<>(List.of("-Xmx256m", "org.apache.flink.client.cli.CliFrontend"));
    command.addAll(arguments);
    var begin = log("client").length();
    var exit = start("client", command.toArray(String[]::new)).waitFor();
    var output = Files.readString(log("client").toPath()).substring((int) begin);
    var success = Pattern.compile(told).matcher(output);
    if (exit != 0 || !success.find()) {
      throw new IllegalStateException(output);
    }
    return success.group(1);
  }

  /** The jar with the jobs, as the build has just made it. */
  static Path jobJar() throws IOException {
    try (var files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-job.jar"))
          .findAny()
          .orElseThrow();
    }
  }

  /** True once so many slots are free. */
  boolean hasSlots(int count) {
    try {
      var overview =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:%d/overview".formatted(restPort)))
                      .timeout(Duration.ofSeconds(2))
                      .build(),
                  BodyHandlers.ofString());
      return overview.body().contains("\"slots-available\":" + count);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    processes.forEach(Process::destroyForcibly);
    for (var process : processes) {
      process.waitFor();
    }
  }

  private Process start(String name, String... command) throws IOException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (var opened : List.of("java.lang", "java.nio", "java.util", "sun.nio.ch")) {
      line.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    line.add(
        "-Dlog4j2.configurationFile="
            + Path.of("src", "test", "resources", "processes-log4j2.properties").toAbsolutePath());
    line.addAll(List.of("-cp", flinkClassPath()));
    line.addAll(List.of(command));
    var builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name)));
    builder.environment().put("FLINK_CONF_DIR", folder.toString());
    var process = builder.start();
    processes.add(process);
    return process;
  }

  /** Kept after the test, for whoever must find out why it failed. */
  private static File log(String name) {
    return Path.of("target", "flink-" + name + ".log").toFile();
  }

  private static String flinkClassPath() {
    var testClassPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(testClassPath.split(File.pathSeparator))
        .filter(entry -> NOT_FLINKS.stream().noneMatch(entry::contains))
        .filter(entry -> !entry.contains("target"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
