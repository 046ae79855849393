package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.message.JobStatus;

/** When to ask again about a job that has not ended. */
final class NextPoll {

  private static final long SOONEST_SECONDS = 1;
  private static final long LATEST_SECONDS = 60;

  /** A job about which nothing can be said may be small, or wait for its turn. */
  private static final long UNKNOWN_SECONDS = 2;

  private NextPoll() {}

  /** In as many seconds as it will take at its rate, within limits. */
  static long secondsFor(JobStatus job) {
    var rate = job.ratePerSecond();
    if (rate == null) {
      return UNKNOWN_SECONDS;
    }
    var left = (job.batch().identifierCount() - job.processedCount()) / rate;
    return Math.max(SOONEST_SECONDS, Math.min(LATEST_SECONDS, (long) Math.ceil(left)));
  }
}
