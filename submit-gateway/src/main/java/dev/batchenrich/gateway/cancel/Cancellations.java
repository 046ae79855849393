package dev.batchenrich.gateway.cancel;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.gateway.publish.CancellationLog;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.view.KnownJob;
import dev.batchenrich.gateway.view.View;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Has batches that have not ended cancelled. */
public record Cancellations(View view, CancellationLog log, Clock clock) {

  /**
   * Asks for the end of a batch, unless it has ended. Whether it is cancelled or completes first is
   * decided where it is worked on, so to ask again is harmless.
   *
   * @return the job before anything came of that
   * @throws Refusal if Kafka cannot be reached
   */
  public KnownJob cancel(Batch batch) {
    var job = view.catchUp(batch.accountId()) ? view.find(batch.batchId()) : null;
    if (job == null) {
      throw Refusal.unavailable(
          "It is not known at the moment how far the batch is; nothing was done");
    }
    if (job.status().status().isActive()
        && !log.publish(
            new Cancellation(
                job.status().batch(), clock.instant().truncatedTo(ChronoUnit.MICROS)))) {
      throw Refusal.unavailable(
          "It is not known whether the batch will be cancelled; to cancel it again is harmless");
    }
    return job;
  }
}
