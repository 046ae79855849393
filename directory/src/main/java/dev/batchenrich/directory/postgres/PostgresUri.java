package dev.batchenrich.directory.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who connects to it. Its text never shows the password.
 *
 * @param host a name or address, without brackets
 * @param password empty if there is none
 * @param sslMode as libpq knows it: disable, allow, prefer, require, verify-ca or verify-full
 * @param rootCertificate PEM file to verify the server with; null unless {@code sslMode} verifies
 */
public record PostgresUri(
    String host,
    int port,
    String database,
    String user,
    String password,
    String sslMode,
    @Nullable String rootCertificate) {

  private static final String FORM = "postgresql://user:password@host:port/database";
  private static final int DEFAULT_PORT = 5432;
  private static final int MAX_PORT = 65_535;
  private static final String SSL_MODE = "sslmode";
  private static final String ROOT_CERTIFICATE = "sslrootcert";
  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  /** Up to the last at-sign before the path, as far as a URI that may be broken can tell. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=^postgres(ql)?://)[^/]*@");

  public PostgresUri {
    if (!SSL_MODES.contains(sslMode)) {
      throw new IllegalArgumentException(
          "sslmode must be disable, allow, prefer, require, verify-ca or verify-full, is '%s'"
              .formatted(sslMode));
    }
    if (sslMode.startsWith("verify") != (rootCertificate != null)) {
      throw new IllegalArgumentException(
          "sslmode=verify-ca and sslmode=verify-full need sslrootcert=<PEM file>, the others none");
    }
  }

  /**
   * The database at {@code uri}.
   *
   * @param environment whose PGPASSWORD is taken if the URI has no password
   * @throws IllegalArgumentException saying in one line, without the password, what is wrong
   */
  public static PostgresUri parse(String uri, Map<String, String> environment) {
    try {
      return parse(new URI(uri), environment);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "directory must be %s with special characters written as %%XX: %s"
              .formatted(FORM, e.getReason()));
    }
  }

  private static PostgresUri parse(URI uri, Map<String, String> environment) {
    var userInfo = uri.getRawUserInfo();
    var path = uri.getRawPath();
    var port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    if (uri.getHost() == null
        || port < 1
        || port > MAX_PORT
        || userInfo == null
        || userInfo.isEmpty()
        || userInfo.startsWith(":")
        || path.length() < 2
        || path.indexOf('/', 1) > 0) {
      throw new IllegalArgumentException(
          "directory must be %s, is '%s'".formatted(FORM, withoutPassword(uri.toString())));
    }
    var colon = userInfo.indexOf(':');
    var parameters = parameters(uri.getRawQuery());
    return new PostgresUri(
        uri.getHost().replaceAll("[\\[\\]]", ""),
        port,
        decoded(path.substring(1)),
        decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)),
        colon < 0
            ? environment.getOrDefault("PGPASSWORD", "")
            : decoded(userInfo.substring(colon + 1)),
        parameters.getOrDefault(SSL_MODE, "prefer"),
        parameters.get(ROOT_CERTIFICATE));
  }

  private static Map<String, String> parameters(@Nullable String query) {
    var parameters = new HashMap<String, String>();
    for (var each : query == null ? new String[0] : query.split("&", -1)) {
      var equals = each.indexOf('=');
      var name = equals < 0 ? each : each.substring(0, equals);
      if (equals < 0 || !Set.of(SSL_MODE, ROOT_CERTIFICATE).contains(name)) {
        throw new IllegalArgumentException(
            "a postgresql:// directory takes the parameters sslmode and sslrootcert, not '%s'"
                .formatted(name));
      }
      parameters.put(name, decoded(each.substring(equals + 1)));
    }
    return parameters;
  }

  /** A plus is a plus in all parts of these URIs, as for libpq. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  /** Whether {@code uri} is meant to name a database; it need not be valid. */
  public static boolean isMeantBy(String uri) {
    return uri.startsWith("postgresql://") || uri.startsWith("postgres://");
  }

  /** {@code uri}, which need not be valid, without user and password. */
  public static String withoutPassword(String uri) {
    return USER_INFO.matcher(uri).replaceFirst("");
  }

  /** {@code postgresql://host:port/database}. */
  @Override
  public String toString() {
    return "postgresql://%s:%d/%s"
        .formatted(host.contains(":") ? "[" + host + "]" : host, port, database);
  }
}
