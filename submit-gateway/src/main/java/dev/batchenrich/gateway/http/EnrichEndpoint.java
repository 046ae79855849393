package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.SubmittedIdentifiers;
import dev.batchenrich.gateway.auth.ApiKeys;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.gateway.intake.SubmissionReader;
import dev.batchenrich.gateway.refusal.Refusal;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /<entity>/enrich}: looks a few identifiers up while the caller waits. No thread waits
 * with it.
 */
record EnrichEndpoint(Entity entity, ApiKeys apiKeys, BodyMemory memory, Directory directory)
    implements Handler {

  private static final Logger LOG = LoggerFactory.getLogger(EnrichEndpoint.class);
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  @Override
  public void handle(Context request) {
    apiKeys.authenticate(request.header("Authorization"));
    ApiVersion.require(request);
    var asked = read(request);
    request.future(
        () ->
            records(asked)
                .thenAccept(records -> Answers.json(request, 200, Matches.json(asked, records))));
  }

  private Submission read(Context request) {
    try (var share = memory.take(request.req().getContentLengthLong())) {
      return SubmissionReader.readFew(entity, RequestBody.read(request));
    }
  }

  /** A future of its own: that it is given up must not reach the directory's. */
  private CompletableFuture<List<@Nullable EntityRecord>> records(Submission asked) {
    return new SubmittedIdentifiers(entity, asked.identifierType(), asked.identifiers())
        .lookUpIn(directory)
        .toCompletableFuture()
        .copy()
        .orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              LOG.warn(
                  "look-up failed: entity={} reason={}", entity.wireName(), failure.toString());
              throw Refusal.unavailable("The records cannot be looked up at the moment");
            });
  }
}
