package dev.batchenrich.contract.kafka;

import dev.batchenrich.contract.page.Page;
import dev.batchenrich.contract.page.PageCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What docs/cluster.md gives a client of a broker with TLS and SASL: options, and the authority's
 * certificate and the password, each in a file of {@code folder}.
 */
public record SecuredClient(Path folder) {

  /** Whose password the page has in its file. */
  public static final String USER = "batch-enrich";

  private static final Page PAGE = new Page("docs/cluster.md");

  /**
   * Writes the authority's certificate that {@code client}, the properties of a Kafka client,
   * trusts.
   */
  public SecuredClient trusting(Map<String, Object> client) throws Exception {
    var trusted =
        KeyStore.getInstance(
            Path.of(String.valueOf(client.get("ssl.truststore.location"))).toFile(),
            String.valueOf(client.get("ssl.truststore.password")).toCharArray());
    var text = new StringBuilder();
    for (var alias : Collections.list(trusted.aliases())) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(
              Base64.getMimeEncoder().encodeToString(trusted.getCertificate(alias).getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    Files.writeString(authority(), text);
    return this;
  }

  public void writePassword(String password) throws IOException {
    Files.writeString(secrets(), PAGE.block("properties", "jaas=").replace("...", password));
  }

  /** Options of a job or a gateway, all but the first, which says where the broker is. */
  public List<String> options() throws IOException, InterruptedException {
    var places =
        Map.of(
            "/etc/kafka/ca.pem", authority().toString(),
            "/etc/kafka/secrets.properties", secrets().toString());
    var options =
        PageCommands.inRoot(PAGE, places, Map.of()).arguments("--kafka.bootstrap.servers");
    return options.subList(2, options.size());
  }

  private Path authority() {
    return folder.resolve("ca.pem");
  }

  private Path secrets() {
    return folder.resolve("kafka-secrets");
  }
}
