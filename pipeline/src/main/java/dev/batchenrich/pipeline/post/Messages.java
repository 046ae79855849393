package dev.batchenrich.pipeline.post;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.batchenrich.contract.answer.JobAnswer;
import dev.batchenrich.contract.answer.JobLinks;
import dev.batchenrich.contract.answer.LinkSigner;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.pipeline.schedule.DueAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Writes what webhooks say, the job as {@code GET /batch/{batch_id}} shows it at that moment, and
 * signs it after <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>.
 */
final class Messages {

  private final String base;
  private final LinkSigner links;
  private final SigningSecrets secrets;

  /**
   * @param publicUrl where callers reach the gateways, without a slash at its end
   */
  Messages(String publicUrl, LinkSigner links, SigningSecrets secrets) {
    this.base = publicUrl;
    this.links = links;
    this.secrets = secrets;
  }

  /** The message; null if the account has no secret to sign it with. */
  @Nullable SignedMessage of(DueAttempt due, Instant now) {
    var batch = due.job().batch();
    var accountSecrets = secrets.of(batch.accountId());
    if (accountSecrets.isEmpty()) {
      return null;
    }
    var answer = JobAnswer.of(due.job(), JobLinks.of(due.job(), links, base), due.progress());
    var body = Json.write(answer);
    var seconds = now.getEpochSecond();
    return new SignedMessage(
        Map.of(
            "Content-Type",
            "application/json",
            Webhook.UNBRANDED_MSG_ID_KEY,
            batch.batchId(),
            Webhook.UNBRANDED_MSG_TIMESTAMP_KEY,
            Long.toString(seconds),
            Webhook.UNBRANDED_MSG_SIGNATURE_KEY,
            signatures(accountSecrets, batch.batchId(), seconds, new String(body, UTF_8))),
        body);
  }

  private static String signatures(List<String> secrets, String id, long seconds, String body) {
    var signatures = new StringJoiner(" ");
    try {
      for (var secret : secrets) {
        signatures.add(new Webhook(secret).sign(id, seconds, body));
      }
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("a checked secret signs", e);
    }
    return signatures.toString();
  }
}
