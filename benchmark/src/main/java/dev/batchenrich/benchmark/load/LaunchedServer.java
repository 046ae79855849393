package dev.batchenrich.benchmark.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, started as users start it. */
public final class LaunchedServer implements AutoCloseable {

  private static final String READY = "ready: ";

  private final Process process;
  private final Path data;
  private final URI url;

  /**
   * Starts one on a free port that keeps everything in {@code data} and returns once it takes jobs.
   *
   * @param options of the command {@code serve}
   */
  public LaunchedServer(Path data, List<String> options) throws IOException {
    this.data = data;
    var command = new ArrayList<String>();
    // The launcher that started this program tells where it is.
    command.add(System.getProperty("batch-enrich.launcher", "./batch-enrich"));
    command.addAll(List.of("serve", "--port=0", "--data-dir=" + data));
    command.addAll(options);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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
    throw new IOException("the server did not start");
  }

  public URI url() {
    return url;
  }

  /** A file with a key that it takes, unless it was given others. */
  public Path key() {
    return data.resolve("api-key");
  }

  /** The folder with a folder of each batch's results. */
  public Path results() {
    return data.resolve("results");
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Kills it: it is made for that, and nobody needs what it has. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
