package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.view.KnownJob;
import dev.batchenrich.gateway.view.View;
import org.jspecify.annotations.Nullable;

/** Finds the jobs of a caller, to whom those of others are not there. */
final class OwnJobs {

  private OwnJobs() {}

  static KnownJob find(View view, String account, String batchId) {
    var job = findOrNull(view, account, batchId);
    if (job == null) {
      throw NotFound.batch();
    }
    return job;
  }

  static @Nullable KnownJob findOrNull(View view, String account, String batchId) {
    var known = Batch.isBatchId(batchId) ? known(view, account, batchId) : null;
    return known == null || !known.status().batch().accountId().equals(account) ? null : known;
  }

  /** The view is brought up to date before a job is said not to be there. */
  private static @Nullable KnownJob known(View view, String account, String batchId) {
    var known = view.find(batchId);
    if (known != null) {
      return known;
    }
    if (!view.catchUp(account)) {
      throw Refusal.unavailable("It is not known at the moment whether there is such a batch");
    }
    return view.find(batchId);
  }
}
