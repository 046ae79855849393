package dev.batchenrich.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.batchenrich.gateway.refusal.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads the address that the end of a batch is announced to. */
final class WebhookUrl {

  private static final int MAX_LENGTH = 2_048;

  private WebhookUrl() {}

  static String read(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING && isValid(parser.getText())) {
      return parser.getText();
    }
    throw Refusal.invalid(
        "webhook_url must be an absolute http or https URL with a host and without user info,"
            + " at most %,d characters long".formatted(MAX_LENGTH));
  }

  private static boolean isValid(String text) {
    if (text.length() > MAX_LENGTH || !StringList.isUnicode(text)) {
      return false;
    }
    try {
      var url = new URI(text);
      var scheme = url.getScheme();
      return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getPort() <= 65_535;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
