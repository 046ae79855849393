package dev.batchenrich.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What is applied together. */
record Manifests(List<JsonNode> documents) {

  Manifests {
    documents = List.copyOf(documents);
  }

  List<JsonNode> ofKind(String kind) {
    return documents.stream().filter(document -> kind(document).equals(kind)).toList();
  }

  /** The one document of that kind and name. */
  JsonNode get(String kind, String name) {
    return ofKind(kind).stream()
        .filter(document -> name(document).equals(name))
        .findAny()
        .orElseThrow(() -> new AssertionError("there is no %s %s".formatted(kind, name)));
  }

  /** The only container of the gateways. */
  JsonNode gateway() {
    return get("StatefulSet", "gateway").at("/spec/template/spec/containers/0");
  }

  /** The pods that the manifests themselves describe, by the name of what describes them. */
  Map<String, JsonNode> pods() {
    var pods = new HashMap<String, JsonNode>();
    ofKind("StatefulSet").forEach(set -> pods.put(name(set), set.at("/spec/template")));
    ofKind("FlinkDeployment").forEach(job -> pods.put(name(job), job.at("/spec/podTemplate")));
    return pods;
  }

  /** What the program in one of these pods is given. */
  List<String> arguments(String pod) {
    return texts(
        ofKind("FlinkDeployment").stream()
            .filter(job -> name(job).equals(pod))
            .map(job -> job.at("/spec/job/args"))
            .findAny()
            .orElseGet(() -> gateway().path("args")));
  }

  static String kind(JsonNode document) {
    return document.path("kind").asText();
  }

  static String name(JsonNode document) {
    return document.at("/metadata/name").asText();
  }

  static List<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  static List<String> texts(JsonNode list) {
    return items(list).stream().map(JsonNode::asText).toList();
  }

  static Map<String, String> fields(JsonNode object) {
    var fields = new HashMap<String, String>();
    object.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    return fields;
  }

  /** Pairs of {@code --key value}. */
  static Map<String, String> options(JsonNode args) {
    var values = new HashMap<String, String>();
    var texts = new ArrayList<>(texts(args));
    for (var i = 0; i < texts.size(); i += 2) {
      values.put(texts.get(i).substring("--".length()), texts.get(i + 1));
    }
    return values;
  }
}
