package dev.batchenrich.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.gateway.refusal.Refusal;
import java.io.IOException;

/** Reads the address that the end of a batch is announced to. */
final class WebhookUrl {

  private WebhookUrl() {}

  static String read(JsonParser parser, WebhookTargets targets) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Refusal.invalid("webhook_url must be a string");
    }
    var url = parser.getText();
    var objection = targets.objectionTo(url);
    if (objection != null) {
      throw Refusal.invalid("webhook_url " + objection);
    }
    return url;
  }
}
