package dev.batchenrich.directory.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server on a loopback port, in a folder of its own that goes with it. It speaks
 * TLS, too, and takes only clients with a password.
 */
public final class PostgresServer implements AutoCloseable {

  /** With a character that a URI needs to escape. */
  public static final String PASSWORD = "s3cret@home";

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final long SECONDS = 60;

  private final Path programs;
  private final Path folder;
  private final List<String> asItsUser;
  private final int port;
  private final Thread atExit = new Thread(this::stopNow);
  private int databases;

  /** Starts one. */
  public static PostgresServer start() throws IOException {
    var server = new PostgresServer();
    try {
      server.initialise();
      server.resume();
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private PostgresServer() throws IOException {
    programs =
        programs()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "these tests need a PostgreSQL server: apt-get install postgresql"));
    folder = Files.createTempDirectory("postgres");
    // The server refuses to run as root.
    if (System.getProperty("user.name").equals("root")) {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
      asItsUser = List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
    } else {
      asItsUser = List.of();
    }
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  private static Optional<Path> programs() throws IOException {
    try (var versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.<Path>empty()) {
      var debian =
          versions
              .sorted(Comparator.comparing(Path::toString).reversed())
              .map(version -> version.resolve("bin"));
      var path = Arrays.stream(System.getenv("PATH").split(":")).map(Path::of);
      return Stream.concat(debian, path)
          .filter(
              each ->
                  Stream.of("initdb", "pg_ctl", "postgres")
                      .allMatch(program -> Files.isExecutable(each.resolve(program))))
          .findFirst();
    }
  }

  private void initialise() throws IOException {
    var password = Files.writeString(folder.resolve("password"), PASSWORD);
    run(
        "initdb",
        "--pgdata=" + data(),
        "--username=enrich",
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** Starts the server again and returns once it answers. */
  public void resume() throws IOException {
    var settings =
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
            .formatted(port);
    run(
        "pg_ctl",
        "start",
        "--wait",
        "--timeout=" + SECONDS,
        "--pgdata=" + data(),
        "--log=" + folder.resolve("log"),
        "--options=" + settings);
  }

  /** Stops the server, which breaks its connections off. */
  public void stop() throws IOException {
    run("pg_ctl", "stop", "--mode=fast", "--wait", "--timeout=" + SECONDS, "--pgdata=" + data());
  }

  /** Makes an empty database and returns its URI. */
  public String newDatabase() throws SQLException {
    var name = "test" + databases++;
    execute("postgres", "CREATE DATABASE " + name);
    return uri(name);
  }

  private String uri(String database) {
    return "postgresql://enrich:%s@127.0.0.1:%d/%s"
        .formatted(PASSWORD.replace("@", "%40"), port, database);
  }

  /** Runs {@code sql} in the database at {@code uri} as the owner of everything. */
  public void executeIn(String uri, String sql) throws SQLException {
    execute(uri.substring(uri.lastIndexOf('/') + 1), sql);
  }

  private void execute(String database, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), "enrich", PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void run(String program, String... arguments) throws IOException {
    var command = new ArrayList<>(asItsUser);
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    // To a file, not a pipe, which the server would inherit and hold open.
    var output = Files.createTempFile("postgres", ".out");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(2 * SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(
            "%s failed: %s".formatted(program, Files.readString(output, UTF_8).strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(program + " was not waited for", e);
    } finally {
      Files.delete(output);
    }
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stopNow();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void stopNow() {
    try {
      run("pg_ctl", "stop", "--mode=immediate", "--wait", "--pgdata=" + data());
    } catch (IOException e) {
      // It does not run.
    }
  }
}
