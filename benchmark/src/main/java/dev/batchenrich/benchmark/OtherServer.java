package dev.batchenrich.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server in a process of its own, for another one to ask. */
final class OtherServer implements AutoCloseable {

  private static final String READY = "ready: ";

  private final Process process;
  private final Path data;
  private final URI url;

  /** Starts one that serves the records of {@code directory} and keeps the rest in {@code data}. */
  OtherServer(Path data, String directory) throws IOException {
    this.data = data;
    process =
        new ProcessBuilder(
                "./batch-enrich",
                "serve",
                "--port=0",
                "--data-dir=" + data,
                "--directory=" + directory)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    url = URI.create(awaitReady());
  }

  private String awaitReady() throws IOException {
    var out = process.inputReader(StandardCharsets.UTF_8);
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return line.substring(READY.length());
      }
    }
    throw new IOException("the other server did not start");
  }

  URI url() {
    return url;
  }

  /** A file with a key that it takes. */
  Path key() {
    return data.resolve("api-key");
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
