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

  private static final String USER = "enrich";
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
    if (isRoot()) {
      asItsUser = List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
    } else {
      asItsUser = List.of();
    }
    own(folder);
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void own(Path file) throws IOException {
    if (isRoot()) {
      var users = file.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(file, users.lookupPrincipalByName("nobody"));
    }
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
        "--username=" + USER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    SelfSignedCertificate.write(folder, "server", "CN=server", "ip:127.0.0.1");
    own(folder.resolve("server.key"));
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** Starts the server again and returns once it answers. */
  public void resume() throws IOException {
    var settings =
        """
        -p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off \
        -c ssl=on -c ssl_cert_file=%s -c ssl_key_file=%s"""
            .formatted(port, certificate(), folder.resolve("server.key"));
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
    execute(jdbc("postgres"), "CREATE DATABASE " + name);
    return uri(name);
  }

  private String uri(String database) {
    return "postgresql://%s:%s@127.0.0.1:%d/%s"
        .formatted(USER, PASSWORD.replace("@", "%40"), port, database);
  }

  /** Where JDBC finds the database at {@code uri}. */
  public String jdbcUri(String uri) {
    return jdbc(uri.substring(uri.lastIndexOf('/') + 1));
  }

  private String jdbc(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /**
   * Runs {@code sql} in the database at {@code uri} as the owner of everything.
   *
   * @return all values of the answer, if it is one, a line each
   */
  public String query(String uri, String sql) throws SQLException {
    return execute(jdbcUri(uri), sql);
  }

  private static String execute(String jdbcUri, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(jdbcUri, USER, PASSWORD);
        var statement = connection.createStatement()) {
      var values = new ArrayList<String>();
      if (statement.execute(sql)) {
        var rows = statement.getResultSet();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      return String.join("\n", values);
    }
  }

  /**
   * Freezes the processes that serve look-ups in the database at {@code uri}: their connections
   * stay open, but nothing comes from them.
   */
  public List<String> freezeClients(String uri) throws Exception {
    var processes =
        query(
                uri,
                """
                SELECT pid FROM pg_stat_activity
                WHERE application_name = 'batch-enrich' AND datname = current_database()
                """)
            .lines()
            .toList();
    signal("-STOP", processes);
    return processes;
  }

  /** Lets the processes that were frozen go on. */
  public void thaw(List<String> processes) throws Exception {
    signal("-CONT", processes);
  }

  private static void signal(String signal, List<String> processes) throws Exception {
    var command = new ArrayList<>(List.of("kill", signal));
    command.addAll(processes);
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** The certificate that the server shows, of itself. */
  public Path certificate() {
    return folder.resolve("server.crt");
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
