package dev.batchenrich.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys of those secrets that manifests refer to and Strimzi does not make. */
final class SecretKeys {

  private final Map<String, Set<String>> keys = new TreeMap<>();

  private SecretKeys() {}

  static Map<String, Set<String>> referredTo(Manifests manifests) {
    var found = new SecretKeys();
    for (var document : manifests.documents()) {
      document
          .findValuesAsText("secretName")
          .forEach(name -> found.keys.putIfAbsent(name, new TreeSet<>()));
      document
          .findValues("secretKeyRef")
          .forEach(key -> found.add(key.path("name").asText(), key.path("key").asText()));
    }
    for (var ingress : manifests.ofKind("Ingress")) {
      for (var tls : ingress.at("/spec/tls")) {
        found.add(tls.path("secretName").asText(), "tls.crt");
        found.add(tls.path("secretName").asText(), "tls.key");
      }
    }
    manifests
        .pods()
        .forEach((name, pod) -> found.addFiles(pod.path("spec"), manifests.arguments(name)));
    manifests.ofKind("KafkaUser").forEach(user -> found.keys.remove(Manifests.name(user)));
    manifests
        .ofKind("Kafka")
        .forEach(kafka -> found.keys.remove(Manifests.name(kafka) + "-cluster-ca-cert"));
    return found.keys;
  }

  /** Those that {@code arguments} name as files below the mount of a secret. */
  private void addFiles(JsonNode pod, List<String> arguments) {
    for (var volume : pod.path("volumes")) {
      for (var mount : pod.at("/containers/0/volumeMounts")) {
        if (volume.has("secret") && mount.path("name").equals(volume.path("name"))) {
          var folder = mount.path("mountPath").asText() + "/";
          arguments.stream()
              .filter(argument -> argument.startsWith(folder))
              .map(argument -> argument.substring(folder.length()))
              .forEach(key -> add(volume.at("/secret/secretName").asText(), key));
        }
      }
    }
  }

  private void add(String secret, String key) {
    keys.computeIfAbsent(secret, name -> new TreeSet<>()).add(key);
  }
}
