package dev.batchenrich.gateway.intake;

import dev.batchenrich.contract.http.EnrichCall;
import dev.batchenrich.contract.message.Batch;
import java.util.List;

/** What the body of a request may hold besides one list of identifiers. */
enum Form {
  BATCH(Batch.MAX_IDENTIFIERS, List.of("fields", "webhook_url", "chunk_size")),
  FEW(EnrichCall.MAX_IDENTIFIERS, List.of("fields"));

  final int maxIdentifiers;
  final List<String> options;

  Form(int maxIdentifiers, List<String> options) {
    this.maxIdentifiers = maxIdentifiers;
    this.options = options;
  }
}
