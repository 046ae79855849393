package dev.batchenrich.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The document of the API, held against real answers. Its schemas let fields be added; here they do
 * not, so that every field is in the document.
 */
final class OpenApiDocument {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Headers that not every such answer has. */
  private static final Set<String> SOMETIMES =
      Set.of("idempotent-replayed", "Retry-After", "Preference-Applied");

  private final JsonNode root;
  private final Map<JsonNode, Schema> schemas = new HashMap<>();

  OpenApiDocument(String text) throws Exception {
    root = JSON.readTree(text);
    close(root);
  }

  JsonNode root() {
    return root;
  }

  /** As in {@code GET /batch}. */
  Set<String> operations() {
    var operations = new TreeSet<String>();
    root.get("paths")
        .properties()
        .forEach(
            path ->
                names(path.getValue())
                    .forEach(
                        method ->
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  /** What it says of one of them. */
  JsonNode operation(String operation) {
    var parts = operation.split(" ", 2);
    return root.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
  }

  /** As in {@code GET /batch 200}, and {@code GET /batch 400 invalid_request}. */
  Set<String> answers() {
    var answers = new TreeSet<String>();
    for (var operation : operations()) {
      names(responses(operation))
          .forEach(
              status -> {
                var types = errorTypes(response(operation, status));
                types.forEach(type -> answers.add(operation + " " + status + " " + type));
                if (types.isEmpty()) {
                  answers.add(operation + " " + status);
                }
              });
    }
    return answers;
  }

  /** The one of {@link #answers} that {@code answer} is, if it is as the document says. */
  String check(String operation, HttpResponse<String> answer) throws Exception {
    var status = Integer.toString(answer.statusCode());
    var described = operation + " " + status;
    var response = response(operation, status);
    assertThat(response.isObject()).as(described).isTrue();
    for (var header : response.path("headers").properties()) {
      if (!SOMETIMES.contains(header.getKey())) {
        assertThat(answer.headers().firstValue(header.getKey()))
            .as(described + " " + header.getKey())
            .isPresent();
      }
    }
    var content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(answer.body()).as(described).isEmpty();
      return described;
    }
    var contentType = answer.headers().firstValue("Content-Type").orElseThrow();
    assertThat(content.has(contentType)).as(described + " " + contentType).isTrue();
    if (!contentType.equals("application/json")) {
      return described;
    }
    requireValid(described, content.get(contentType).get("schema"), answer.body());
    if (errorTypes(response).isEmpty()) {
      return described;
    }
    var type = JSON.readTree(answer.body()).at("/error/type").textValue();
    assertThat(errorTypes(response)).as(described).contains(type);
    return described + " " + type;
  }

  /** Fails if {@code value} does not fit {@code schema}, which may refer to parts of this. */
  void requireValid(String what, JsonNode schema, String value) {
    var errors =
        schemas.computeIfAbsent(schema, this::withComponents).validate(value, InputFormat.JSON);
    assertThat(errors).as("%s: %s", what, value).isEmpty();
  }

  private Schema withComponents(JsonNode schema) {
    var whole = JSON.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", root.get("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole.toString(), InputFormat.JSON);
  }

  private JsonNode responses(String operation) {
    return operation(operation).path("responses");
  }

  private JsonNode response(String operation, String status) {
    var response = responses(operation).path(status);
    return response.has("$ref") ? root.at(response.get("$ref").textValue().substring(1)) : response;
  }

  private static Set<String> errorTypes(JsonNode response) {
    var json = response.path("content").path("application/json");
    var types = new TreeSet<String>();
    if (json.at("/schema/$ref").asText().endsWith("/Error")) {
      types.addAll(names(json.get("examples")));
    }
    return types;
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(OpenApiDocument::close);
  }
}
