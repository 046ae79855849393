// How far a batch is, how fast it goes and how long it will take: as the server tells, or else as seen from here.

const WINDOW_MILLIS = 10_000;
const seen = new Map();

export const isActive = (job) => job.status === "pending" || job.status === "processing";

export function progress(job, now = Date.now()) {
  const processed = job.status === "completed" ? job.identifier_count : job.processed_count;
  const rate = isActive(job) ? (job.rate_per_second ?? rateSeen(job)) : null;
  return { processed, share: processed / job.identifier_count, rate, secondsLeft: secondsLeft(job, rate, now) };
}

/** Of those that were looked up; null while that is not known. */
export function unresolved(job) {
  return job.unresolved_count ?? (job.status === "completed" ? job.identifier_count - job.result_count : null);
}

/** To be called with each answer of the server. */
export function remember(job, now = Date.now()) {
  if (!isActive(job)) {
    seen.delete(job.batch_id);
    return;
  }
  const samples = (seen.get(job.batch_id) ?? []).filter((sample) => sample.at > now - WINDOW_MILLIS);
  samples.push({ at: now, processed: job.processed_count });
  seen.set(job.batch_id, samples);
}

function rateSeen(job) {
  const samples = seen.get(job.batch_id) ?? [];
  const first = samples[0];
  const last = samples[samples.length - 1];
  return samples.length > 1 && last.processed > first.processed
    ? ((last.processed - first.processed) * 1000) / (last.at - first.at)
    : null;
}

function secondsLeft(job, rate, now) {
  if (!isActive(job)) return null;
  if (job.estimated_completion_at) return Math.max(0, (new Date(job.estimated_completion_at) - now) / 1000);
  return rate ? (job.identifier_count - job.processed_count) / rate : null;
}
