package dev.batchenrich.contract.field;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;

/** Reading and writing JSON in UTF-8 by tokens. */
final class JsonTokens {

  static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private JsonTokens() {}

  /**
   * Copies the value that {@code parser} is at, whole. Numbers keep their digits, which Jackson's
   * own copying does not promise: {@code 1e5} and {@code -0} would change.
   */
  static void copyValue(JsonParser parser, JsonGenerator generator) throws IOException {
    var depth = 0;
    while (true) {
      var token = parser.currentToken();
      if (token.isNumeric()) {
        generator.writeNumber(parser.getText());
      } else {
        generator.copyCurrentEvent(parser);
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
      parser.nextToken();
    }
  }
}
