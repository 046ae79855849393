package dev.batchenrich.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KindsIT {

  private static final String MISSPELT = "replicsa";

  /** Maps, whose keys are anyone's choice. */
  private static final Set<String> MAPS =
      Set.of(
          "annotations",
          "config",
          "flinkConfiguration",
          "labels",
          "limits",
          "matchLabels",
          "requests",
          "selector");

  @ParameterizedTest
  @EnumSource
  void everyDocumentIsOfAKnownKindWithoutUnknownFields(Overlay overlay) {
    assertThat(overlay.manifests().documents())
        .isNotEmpty()
        .allSatisfy(document -> assertThat(Kinds.parse(document)).isNotNull());
  }

  @ParameterizedTest
  @EnumSource
  void aMisspeltFieldIsFoundInEveryObjectThatIsNoMap(Overlay overlay) {
    var found = new HashMap<String, Integer>();
    var overlooked = new TreeSet<String>();
    for (var document : overlay.manifests().documents()) {
      for (var path : objects("", document)) {
        if (isFoundAt(path, document)) {
          found.merge(Manifests.kind(document), 1, Integer::sum);
        } else {
          overlooked.add(path.substring(path.lastIndexOf('/') + 1));
        }
      }
    }
    assertThat(MAPS).containsAll(overlooked);
    assertThat(found.keySet())
        .isEqualTo(
            overlay.manifests().documents().stream()
                .map(Manifests::kind)
                .collect(Collectors.toSet()));
    assertThat(found)
        .containsEntry("Namespace", 2)
        .hasEntrySatisfying("FlinkDeployment", count -> assertThat(count).isGreaterThan(50))
        .hasEntrySatisfying("StatefulSet", count -> assertThat(count).isGreaterThan(50))
        .hasEntrySatisfying("Kafka", count -> assertThat(count).isGreaterThan(10));
  }

  @Test
  void aKindThatNobodyKnowsIsRefused() {
    assertRefused("{apiVersion: apps/v1, kind: StatefulSett}", "StatefulSett");
    assertRefused("{apiVersion: kafka.strimzi.io/v1beta2, kind: KafkaTopic}", "v1beta2");
  }

  @Test
  void aNumberIsNoTextAndATextNoNumber() {
    assertRefused(
        "{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment,"
            + " spec: {flinkConfiguration: {taskmanager.numberOfTaskSlots: 2}}}",
        "taskmanager.numberOfTaskSlots");
    assertRefused(
        "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, spec: {partitions: '8'}}",
        "partitions");
  }

  @Test
  void aFlinkThatTheOperatorDoesNotKnowIsRefused() {
    assertRefused(
        "{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment,"
            + " spec: {flinkVersion: v2_3}}",
        "v2_3");
  }

  private static void assertRefused(String yaml, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kinds.parse(Overlay.read(yaml).get(0)))
        .withMessageContaining(named);
  }

  private static boolean isFoundAt(String path, JsonNode document) {
    var changed = document.deepCopy();
    ((ObjectNode) changed.at(path)).put(MISSPELT, "1");
    try {
      Kinds.parse(changed);
      return false;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage()).contains(MISSPELT);
    }
  }

  /** JSON pointers to all objects in {@code node}. */
  private static List<String> objects(String pointer, JsonNode node) {
    var paths = new ArrayList<String>();
    if (node.isObject()) {
      paths.add(pointer);
    }
    children(node).forEach((name, child) -> paths.addAll(objects(pointer + "/" + name, child)));
    return paths;
  }

  private static Map<String, JsonNode> children(JsonNode node) {
    var children = new HashMap<String, JsonNode>();
    for (var i = 0; node.isArray() && i < node.size(); i++) {
      children.put(String.valueOf(i), node.get(i));
    }
    node.properties()
        .forEach(
            field ->
                children.put(
                    field.getKey().replace("~", "~0").replace("/", "~1"), field.getValue()));
    return children;
  }
}
