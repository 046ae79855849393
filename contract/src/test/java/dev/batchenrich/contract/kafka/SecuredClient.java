package dev.batchenrich.contract.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What a client of a broker with TLS and SASL is given, as docs/cluster.md has it: the authority's
 * certificate and the password, each in a file of {@code folder}.
 */
public record SecuredClient(Path folder, String user) {

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
    Files.writeString(
        secrets(),
        """
        jaas=org.apache.kafka.common.security.scram.ScramLoginModule required \\
          username="%s" password="%s";
        """
            .formatted(user, password));
  }

  /** Options of a job or a gateway. */
  public List<String> options() {
    return List.of(
        "--kafka.security.protocol",
        "SASL_SSL",
        "--kafka.ssl.truststore.type",
        "PEM",
        "--kafka.ssl.truststore.location",
        authority().toString(),
        "--kafka.sasl.mechanism",
        "SCRAM-SHA-512",
        "--kafka.sasl.jaas.config",
        "${file:%s:jaas}".formatted(secrets()),
        "--kafka.config.providers",
        "file",
        "--kafka.config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
  }

  private Path authority() {
    return folder.resolve("ca.pem");
  }

  private Path secrets() {
    return folder.resolve("kafka-secrets");
  }
}
