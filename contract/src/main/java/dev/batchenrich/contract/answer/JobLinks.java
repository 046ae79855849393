package dev.batchenrich.contract.answer;

import dev.batchenrich.contract.message.JobStatus;
import org.jspecify.annotations.Nullable;

/** Absolute links to what can be downloaded of a job; null for what cannot, or not any more. */
public record JobLinks(@Nullable String results, @Nullable String unresolved) {

  /**
   * Links that are signed now.
   *
   * @param base what they begin with, without a slash at its end
   */
  public static JobLinks of(JobStatus job, LinkSigner signer, String base) {
    return new JobLinks(
        absolute(base, signer.link(job, Download.RESULTS)),
        absolute(base, signer.link(job, Download.UNRESOLVED)));
  }

  /** True if nothing can be downloaded. */
  boolean areNone() {
    return results == null && unresolved == null;
  }

  private static @Nullable String absolute(String base, @Nullable String link) {
    return link == null ? null : base + link;
  }
}
