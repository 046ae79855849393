package dev.batchenrich.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The packaged program, serving, as a process of its own. */
record ServerProcess(Process process, CompletableFuture<URI> ready) implements AutoCloseable {

  private static final Path JAR = Path.of("target", "batch-enrich.jar");

  static ServerProcess start(Path dataFolder, String... options) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-jar",
                JAR.toString(),
                "serve",
                "--data-dir",
                dataFolder.toString()));
    command.addAll(List.of(options));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var ready = new CompletableFuture<URI>();
    var reader = new Thread(() -> read(process, ready), "server-output");
    reader.setDaemon(true);
    reader.start();
    return new ServerProcess(process, ready);
  }

  /** True if it came to its end within {@code limit}. */
  boolean hasEndedWithin(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** {@code kill -9}. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** {@code kill}, as a service manager would; returns the exit code. */
  int stop(Duration limit) throws InterruptedException {
    process.destroy();
    if (!hasEndedWithin(limit)) {
      throw new AssertionError("the server does not stop within " + limit);
    }
    return process.exitValue();
  }

  private static void read(Process process, CompletableFuture<URI> ready) {
    var printed = new StringBuilder();
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        printed.append(line).append('\n');
        if (line.startsWith("ready: ")) {
          ready.complete(URI.create(line.substring("ready: ".length())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ready.completeExceptionally(new IllegalStateException("it ended, having said: " + printed));
    }
  }
}
