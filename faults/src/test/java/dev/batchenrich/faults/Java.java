package dev.batchenrich.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines of the built artifacts, as a package of the product would have them. */
final class Java {

  static final Path STANDALONE = Path.of("..", "standalone", "target");
  static final Path S3PROXY = Path.of("..", "contract", "target", "s3proxy", "s3proxy.jar");
  static final Path PLUGINS = Path.of("..", "pipeline", "target", "plugins");

  /** What the job brings along itself and a Flink cluster does not have. */
  private static final List<String> NOT_FLINKS =
      List.of(
          "flink-connector-kafka",
          "kafka",
          "contract-",
          "directory-",
          "pipeline-",
          "submit-gateway-",
          "jackson-",
          "jetty-",
          "javalin-",
          "jnr-",
          "lmdbjava-",
          "netty-",
          "failsafe-",
          "vertx-");

  private static final List<String> OPENED =
      List.of("java.lang", "java.nio", "java.util", "sun.nio.ch");

  private Java() {}

  /** The command with the JVM of this test in front. */
  static List<String> command(List<String> arguments) {
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlog4j2.configurationFile="
                    + Path.of("src", "test", "resources", "processes-log4j2.properties")
                        .toAbsolutePath()),
            arguments.stream())
        .toList();
  }

  /** A main class of the product, or of Kafka, which comes with it. */
  static List<String> ofProduct(int heapMegabytes, String main, List<String> arguments) {
    return join(
        List.of("-Xmx" + heapMegabytes + "m", "-cp", STANDALONE.resolve("lib") + "/*", main),
        arguments);
  }

  /** A main class of Flink, with nothing else on the class path. */
  static List<String> ofFlink(int heapMegabytes, String main, List<String> arguments) {
    var opened =
        OPENED.stream().map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED").toList();
    return join(
        join(opened, List.of("-Xmx" + heapMegabytes + "m", "-cp", flinkClassPath(), main)),
        arguments);
  }

  static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static String flinkClassPath() {
    try (var jars = Files.list(STANDALONE.resolve("lib"))) {
      return jars.filter(
              jar -> NOT_FLINKS.stream().noneMatch(jar.getFileName().toString()::startsWith))
          .map(jar -> jar.toAbsolutePath().toString())
          .collect(Collectors.joining(":"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code flink run} takes. */
  static Path jobJar() throws IOException {
    try (var files = Files.list(Path.of("..", "pipeline", "target"))) {
      return files.filter(file -> file.toString().endsWith("-job.jar")).findAny().orElseThrow();
    }
  }
}
