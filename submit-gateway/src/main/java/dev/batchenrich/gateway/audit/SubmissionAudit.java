package dev.batchenrich.gateway.audit;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.gateway.auth.Caller;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.gateway.refusal.ErrorType;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line that a submission leaves in the log, whatever becomes of it: who sent it, how large it
 * is, how it ended. Never what it holds, nor a key, nor more of a webhook than its host: the rest
 * of the URL may be a secret.
 */
public final class SubmissionAudit implements AutoCloseable {

  /** By this name it can be sent to a place of its own. */
  public static final String LOGGER = "dev.batchenrich.audit";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final Map<String, String> line = new TreeMap<>();

  public SubmissionAudit(Entity entity, String requestId) {
    line.put("entity", entity.wireName());
    line.put("request_id", requestId);
    refused(ErrorType.INTERNAL_ERROR.wireName());
  }

  public void by(Caller caller) {
    line.put("account", caller.account());
    line.put("key", caller.keyId());
  }

  public void of(Submission submission) {
    line.put("identifier_type", submission.identifierType().wireName());
    line.put("identifiers", Integer.toString(submission.identifiers().size()));
    if (submission.webhookUrl() != null) {
      line.put("webhook_host", URI.create(submission.webhookUrl()).getHost());
    }
  }

  public void accepted(String batchId, boolean isReplay) {
    line.put("outcome", "accepted");
    line.put("type", isReplay ? "replay" : "new");
    line.put("batch_id", batchId);
  }

  /** With an error of {@code type}, as in the answer, or {@code unauthorized}. */
  public void refused(String type) {
    line.put("outcome", "refused");
    line.put("type", type);
  }

  /** Writes the line. */
  @Override
  public void close() {
    var event = LOG.atInfo();
    for (var field : line.entrySet()) {
      event = event.addKeyValue(field.getKey(), field.getValue());
    }
    event.log("submission");
  }
}
