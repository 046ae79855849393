package dev.batchenrich.directory.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections to a database: asynchronous ones for look-ups, plain ones for imports. */
final class Clients {

  private static final String APPLICATION = "batch-enrich";

  /** Each is a process of the server, and opened when the others are busy. */
  private static final int CONNECTIONS = 4;

  /**
   * Look-ups on their way in one connection. The pool opens another one only when all have as many,
   * so this is no more than keeps a connection busy.
   */
  private static final int PIPELINED = 4;

  private static final int CONNECT_MS = 10_000;

  private Clients() {}

  /** A pool of connections, each opened when it is needed. */
  static SqlClient asynchronous(PostgresUri uri, Patience patience, Vertx vertx)
      throws IOException {
    return PgBuilder.client()
        .connectingTo(connectOptions(uri, patience))
        .with(
            new PoolOptions()
                .setMaxSize(CONNECTIONS)
                .setConnectionTimeout(millis(patience.silence()))
                .setConnectionTimeoutUnit(MILLISECONDS)
                .setIdleTimeout(millis(patience.idle()))
                .setIdleTimeoutUnit(MILLISECONDS))
        .with(
            new NetClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setReadIdleTimeout(millis(patience.silence()))
                .setIdleTimeoutUnit(MILLISECONDS)
                .setTcpKeepAlive(true))
        .using(vertx)
        .build();
  }

  private static PgConnectOptions connectOptions(PostgresUri uri, Patience patience)
      throws IOException {
    var ssl = new ClientSSLOptions();
    var certificate = uri.rootCertificate();
    if (certificate == null) {
      ssl.setTrustAll(true);
    } else {
      ssl.setTrustOptions(new PemTrustOptions().addCertValue(pem(certificate)));
    }
    if (uri.sslMode().equals("verify-full")) {
      ssl.setHostnameVerificationAlgorithm("HTTPS");
    }
    return new PgConnectOptions()
        .setHost(uri.host())
        .setPort(uri.port())
        .setDatabase(uri.database())
        .setUser(uri.user())
        .setPassword(uri.password())
        .setSslMode(SslMode.of(uri.sslMode()))
        .setSslOptions(ssl)
        .setCachePreparedStatements(true)
        .setPipeliningLimit(PIPELINED)
        .setProperties(
            Map.of(
                "application_name",
                APPLICATION,
                "client_encoding",
                "utf8",
                "statement_timeout",
                Integer.toString(millis(patience.query()))));
  }

  /** Checked here, because a connection for which it cannot be read would never be made. */
  private static Buffer pem(String file) throws IOException {
    try {
      var pem = Files.readAllBytes(Path.of(file));
      CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
      return Buffer.buffer(pem);
    } catch (IOException | InvalidPathException | CertificateException e) {
      throw new IOException("sslrootcert is no readable PEM file: " + file, e);
    }
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  /** Whose connections are new and belong to the caller. */
  static DataSource plain(PostgresUri uri) {
    var source = new PGSimpleDataSource();
    source.setServerNames(
        new String[] {uri.host().contains(":") ? "[" + uri.host() + "]" : uri.host()});
    source.setPortNumbers(new int[] {uri.port()});
    source.setDatabaseName(uri.database());
    source.setUser(uri.user());
    source.setPassword(uri.password());
    source.setSslMode(uri.sslMode());
    if (uri.rootCertificate() != null) {
      source.setSslRootCert(uri.rootCertificate());
    }
    source.setConnectTimeout(CONNECT_MS / 1_000);
    source.setTcpKeepAlive(true);
    source.setApplicationName(APPLICATION);
    return source;
  }
}
