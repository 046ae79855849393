package dev.batchenrich.standalone.command;

import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import dev.batchenrich.standalone.client.BatchClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which server a command talks to, and as whom. */
final class ClientOptions {

  private static final String LOCAL = "http://localhost:8080";

  /** The key that {@code serve} makes in its default data folder. */
  private static final Path LOCAL_KEY = Path.of(".batch-enrich", "api-key");

  private static final Pattern KEY = Pattern.compile("[!-~]+");

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:BATCH_ENRICH_URL:-" + LOCAL + "}",
      description = {
        "The server.",
        "Default: the environment variable BATCH_ENRICH_URL or, without it, " + LOCAL + "."
      })
  String url = "";

  @Option(names = "--json", description = "Prints JSON, for scripts.")
  boolean isJson;

  /**
   * A client with the key in the environment variable BATCH_ENRICH_API_KEY. Without it, the key of
   * a server that runs in this folder is taken, for that server only.
   */
  BatchClient client() {
    return new BatchClient(server(), key());
  }

  private URI server() {
    try {
      var server = URI.create(url);
      if (server.getHost() != null && ("" + server.getScheme()).matches("https?")) {
        return server;
      }
    } catch (IllegalArgumentException e) {
      throw wrongUrl();
    }
    throw wrongUrl();
  }

  private CannotGoOn wrongUrl() {
    return new CannotGoOn(
        Exit.USAGE,
        "--url or BATCH_ENRICH_URL must be an http or https URL, is '%s'".formatted(url));
  }

  /** What cannot be sent must not get into the message that says so. */
  private static String valid(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new CannotGoOn(
          Exit.UNAUTHORIZED, "BATCH_ENRICH_API_KEY holds characters that no API key has");
    }
    return key;
  }

  private String key() {
    var given = System.getenv("BATCH_ENRICH_API_KEY");
    if (given != null && !given.isBlank()) {
      return valid(given.strip());
    }
    if (url.equals(LOCAL) && Files.isReadable(LOCAL_KEY)) {
      try {
        return Files.readString(LOCAL_KEY).strip();
      } catch (IOException e) {
        throw CannotGoOn.because(e);
      }
    }
    throw new CannotGoOn(
        Exit.UNAUTHORIZED,
        "there is no API key; set BATCH_ENRICH_API_KEY to one that 'batch-enrich keys add' has made");
  }
}
