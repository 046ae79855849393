package dev.batchenrich.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Values that fit a schema, mostly, and values that hardly fit any. */
final class FuzzedValues {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<String> TEXTS =
      List.of(
          "acme.example",
          "ada@example.com",
          "https://www.linkedin.com/in/ada",
          "https://www.linkedin.com/company/acme",
          "Acme, Inc.",
          "21",
          "basic_info",
          "basic_profile.name",
          "",
          " ",
          ",",
          "\u0000",
          "\ud83d\ude00",
          "\ud800",
          "\u202e\ufeff",
          "../../etc/passwd",
          "%2e%2e/%00",
          "'; DROP TABLE jobs; --",
          "http://127.0.0.1:1/",
          "https://example.com/hook",
          "9223372036854775808",
          "-1",
          "x".repeat(5_000));

  private final JsonNode root;
  private final Random random;
  private final List<String> ids;

  /**
   * @param root of the document that schemas refer to
   * @param ids that stand for batches
   */
  FuzzedValues(JsonNode root, Random random, List<String> ids) {
    this.root = root;
    this.random = random;
    this.ids = ids;
  }

  /** A value of {@code schema}; one time in eight of something else. */
  JsonNode of(JsonNode schema) {
    if (random.nextInt(8) == 0) {
      return anything();
    }
    if (schema.has("$ref")) {
      return of(root.at(schema.get("$ref").textValue().substring(1)));
    }
    if (schema.has("properties")) {
      return object(schema);
    }
    if (schema.has("enum")) {
      return pick(schema.get("enum"));
    }
    if (schema.has("oneOf")) {
      return of(pick(schema.get("oneOf")));
    }
    return switch (schema.path("type").textValue()) {
      case "array" -> array(schema);
      case "integer" -> NODES.numberNode(random.nextInt(-2, 1_200));
      case "string" -> NODES.textNode(text(schema.path("format").asText()));
      default -> anything();
    };
  }

  /** Text that is what {@code format} says, often. */
  String text(String format) {
    return format.equals("uuid") && random.nextInt(4) > 0 ? pick(ids) : pick(TEXTS);
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private JsonNode pick(JsonNode values) {
    return values.get(random.nextInt(values.size()));
  }

  /** What the first alternative requires, or any other, and some of what may be there. */
  private JsonNode object(JsonNode schema) {
    var object = NODES.objectNode();
    var alternatives = schema.path("oneOf");
    var required = alternatives.isEmpty() ? schema.path("required") : pick(alternatives);
    var names = required.toString();
    for (var property : schema.get("properties").properties()) {
      var isRequired = names.contains('"' + property.getKey() + '"');
      if (isRequired ? random.nextInt(20) > 0 : random.nextInt(6) == 0) {
        object.set(property.getKey(), of(property.getValue()));
      }
    }
    if (random.nextInt(20) == 0) {
      object.set(pick(TEXTS), anything());
    }
    return object;
  }

  private JsonNode array(JsonNode schema) {
    var array = NODES.arrayNode();
    var size = random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(1, 5);
    for (var i = 0; i < size; i++) {
      // Most entries fit: else hardly any list would.
      array.add(random.nextInt(4) == 0 ? of(schema.get("items")) : NODES.textNode("acme.example"));
    }
    return array;
  }

  private JsonNode anything() {
    return switch (random.nextInt(9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(random.nextDouble());
      case 4 -> NODES.numberNode(new BigInteger(300, random));
      case 5 -> NODES.objectNode().set(pick(TEXTS), NODES.arrayNode());
      case 6 -> NODES.arrayNode().add(NODES.arrayNode().add(NODES.nullNode()));
      case 7 -> nested();
      default -> NODES.textNode(pick(TEXTS));
    };
  }

  private static JsonNode nested() {
    JsonNode nested = NODES.arrayNode();
    for (var i = 0; i < 900; i++) {
      nested = NODES.arrayNode().add(nested);
    }
    return nested;
  }

  /** {@code body} as it is, or damaged. */
  byte[] bytes(JsonNode body) throws Exception {
    var bytes = new ObjectMapper().writeValueAsBytes(body);
    if (random.nextInt(10) > 0 || bytes.length == 0) {
      return bytes;
    }
    if (random.nextInt(10) == 0) {
      return "[".repeat(100_000).getBytes(UTF_8);
    }
    if (random.nextBoolean()) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    return bytes;
  }
}
