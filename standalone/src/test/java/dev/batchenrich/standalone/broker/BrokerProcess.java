package dev.batchenrich.standalone.broker;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A broker in a JVM of its own, which can be killed. */
record BrokerProcess(Process process, Path bootstrap) {

  static BrokerProcess start(Path folder, Path bootstrap) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                folder.toString(),
                bootstrap.toString())
            .inheritIO()
            .start();
    return new BrokerProcess(process, bootstrap);
  }

  void awaitStarted() {
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(bootstrap));
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts a broker with its topics and tells where it is. */
  public static void main(String[] folderAndBootstrap) throws Exception {
    var broker = EmbeddedBroker.start(Path.of(folderAndBootstrap[0]));
    Topics.createMissing(broker.bootstrapServers());
    var told = Path.of(folderAndBootstrap[1]);
    var draft = told.resolveSibling("draft");
    Files.writeString(draft, broker.bootstrapServers());
    Files.move(draft, told, StandardCopyOption.ATOMIC_MOVE);
    new CountDownLatch(1).await();
  }
}
