package dev.batchenrich.benchmark.growth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.gateway.GatewayMain;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway in a process of its own, with a heap of 512 MB. */
final class GatewayProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayProcess.class);
  private static final Pattern ADDRESS = Pattern.compile("listening on (http://\\S+:[0-9]+)");
  private static final Pattern READY = Pattern.compile(" ready$");

  private final Process process;
  private final URI address;
  private final double secondsToReady;

  /** Starts one on {@code folder} and returns when it is ready. */
  GatewayProcess(Path folder, String bootstrapServers, Path apiKeys) throws IOException {
    var begun = System.nanoTime();
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayMain.class.getName(),
                "--port",
                "0",
                "--instance-id",
                "benchmark",
                "--kafka.bootstrap.servers",
                bootstrapServers,
                "--api-keys",
                apiKeys.toString(),
                "--link-secret",
                folder.resolve("link-secret").toString(),
                "--data-dir",
                folder.resolve("gateway").toString(),
                "--results",
                folder.resolve("results").toString())
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    address = awaitReady();
    secondsToReady = (System.nanoTime() - begun) / 1e9;
    var forgetting = new Thread(this::forgetWhatItSays);
    forgetting.setDaemon(true);
    forgetting.start();
  }

  private URI awaitReady() throws IOException {
    var said = new ArrayList<String>();
    var out = process.inputReader(UTF_8);
    URI found = null;
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      var matcher = ADDRESS.matcher(line);
      if (matcher.find()) {
        found = URI.create(matcher.group(1));
      }
      if (found != null && READY.matcher(line).find()) {
        return found;
      }
    }
    throw new IOException("the gateway did not start: " + String.join("\n", said));
  }

  /** It logs each submission, and waits if nobody reads that. */
  private void forgetWhatItSays() {
    try {
      process.inputReader(UTF_8).transferTo(Writer.nullWriter());
    } catch (IOException e) {
      LOG.debug("a gateway was stopped", e);
    }
  }

  URI address() {
    return address;
  }

  double secondsToReady() {
    return secondsToReady;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
