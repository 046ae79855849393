package dev.batchenrich.contract.field;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Reading and writing JSON in UTF-8 by tokens. */
final class JsonTokens {

  static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private JsonTokens() {}

  /**
   * The value that {@code parser}, which reads {@code json}, is at, without white space between
   * tokens. Most producers write none, and then the bytes are taken as they are.
   */
  static byte[] compactValue(JsonParser parser, byte[] json) throws IOException {
    if (parser.currentToken().isStructStart()) {
      var start = parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      var end = parser.currentLocation().getByteOffset();
      var value = Arrays.copyOfRange(json, (int) start, (int) end);
      return isCompact(value) ? value : compact(value);
    }
    var out = new ByteArrayOutputStream();
    try (var generator = JSON.createGenerator(out)) {
      copyValue(parser, generator);
    }
    return out.toByteArray();
  }

  private static boolean isCompact(byte[] json) {
    var isInString = false;
    for (var i = 0; i < json.length; i++) {
      if (json[i] == '"') {
        isInString = !isInString;
      } else if (isInString) {
        i += json[i] == '\\' ? 1 : 0;
      } else if (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t') {
        return false;
      }
    }
    return true;
  }

  private static byte[] compact(byte[] json) throws IOException {
    var out = new ByteArrayOutputStream(json.length);
    try (var parser = JSON.createParser(json);
        var generator = JSON.createGenerator(out)) {
      parser.nextToken();
      copyValue(parser, generator);
    }
    return out.toByteArray();
  }

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
