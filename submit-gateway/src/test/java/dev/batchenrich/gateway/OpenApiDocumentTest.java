package dev.batchenrich.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchenrich.gateway.refusal.ErrorType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document of the API agrees with itself and with the table of errors. */
class OpenApiDocumentTest {

  private static OpenApiDocument document;

  @BeforeAll
  static void read() throws Exception {
    try (var in = Objects.requireNonNull(Gateway.class.getResourceAsStream("http/openapi.json"))) {
      document = new OpenApiDocument(new String(in.readAllBytes(), UTF_8));
    }
  }

  @Test
  void everyErrorTypeIsInTheDocumentUnderItsStatus() {
    var types = Arrays.stream(ErrorType.values()).map(ErrorType::wireName).toList();
    var listed = document.root().at("/components/schemas/Error/properties/error/properties/type");
    assertThat(listed.get("enum")).extracting(JsonNode::textValue).containsExactlyElementsOf(types);

    for (var type : ErrorType.values()) {
      assertThat(document.answers())
          .filteredOn(answer -> answer.endsWith(" " + type.wireName()))
          .allMatch(answer -> answer.endsWith(" %d %s".formatted(type.status(), type.wireName())));
    }
  }

  @Test
  void everyExampleFitsItsSchema() {
    var found = document.root().findParents("example");
    found.forEach(
        media ->
            document.requireValid("example", media.get("schema"), media.get("example").toString()));
    var several = document.root().findParents("examples");
    for (var media : several) {
      for (var example : media.has("schema") ? media.get("examples") : List.<JsonNode>of()) {
        document.requireValid("example", media.get("schema"), example.get("value").toString());
      }
    }
    assertThat(found).isNotEmpty();
    assertThat(several).isNotEmpty();
  }
}
