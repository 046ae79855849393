package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.directory.SubmittedIdentifiers;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.gateway.intake.SubmissionReader;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/** {@code POST /<entity>/enrich}: answers a few identifiers at once. */
record EnrichEndpoint(Entity entity, Callers callers, BodyMemory memory, FewLookUps lookUps)
    implements Handler {

  @Override
  public void handle(Context request) {
    callers.caller(request);
    ApiVersion.require(request);
    var asked = read(request);
    var identifiers = new SubmittedIdentifiers(entity, asked.identifierType(), asked.identifiers());
    request.future(
        () ->
            lookUps
                .records(identifiers)
                .thenAccept(records -> Answers.json(request, 200, Matches.json(asked, records))));
  }

  private Submission read(Context request) {
    try (var share = memory.take(request.req().getContentLengthLong())) {
      return SubmissionReader.readFew(entity, RequestBody.read(request));
    }
  }
}
