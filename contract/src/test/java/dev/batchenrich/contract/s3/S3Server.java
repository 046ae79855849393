package dev.batchenrich.contract.s3;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * S3's API as a process of its own, on a loopback port: S3Proxy, which keeps each object as a file
 * of its own under a folder, {@code <folder>/<bucket>/<key>}. It checks signatures.
 */
public final class S3Server implements AutoCloseable {

  public static final String REGION = "us-east-1";
  public static final String ACCESS_KEY = "access-key";
  public static final String SECRET_KEY = "secret-key";

  /** Copied there when the module {@code contract} is built. */
  private static final Path JAR = Path.of("..", "contract", "target", "s3proxy", "s3proxy.jar");

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path folder;
  private final int port;
  private final Path settings;
  private final Thread atExit = new Thread(this::end);
  private Process process;

  /** Starts it; its buckets are the folders in {@code folder}. */
  public S3Server(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    port = freePort();
    settings = Files.createTempFile("s3proxy", ".properties");
    Files.write(
        settings,
        List.of(
            "s3proxy.endpoint=" + endpoint(),
            "s3proxy.authorization=aws-v4",
            "s3proxy.identity=" + ACCESS_KEY,
            "s3proxy.credential=" + SECRET_KEY,
            "jclouds.provider=filesystem-nio2",
            "jclouds.filesystem.basedir=" + folder.toAbsolutePath()));
    process = start();
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Its address. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The folder of a bucket, which is made if there is none of this name. */
  public Path bucket(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** Ends it; nobody listens at its address until it is resumed. */
  public void stop() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts it again, at the same address and with the same objects. */
  public void resume() throws IOException {
    process = start();
  }

  @Override
  public void close() throws InterruptedException, IOException {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
    Files.delete(settings);
  }

  private void end() {
    process.destroyForcibly();
  }

  private Process start() throws IOException {
    var started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                JAR.toString(),
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File("target", "s3proxy.log"))
            .start();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!listens()) {
        if (started.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          started.destroyForcibly();
          throw new IllegalStateException("S3Proxy did not start: see target/s3proxy.log");
        }
      }
    } catch (InterruptedException e) {
      started.destroyForcibly();
      throw new IllegalStateException(e);
    }
    return started;
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
