package dev.batchenrich.contract.answer;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.ResultsFile;
import org.jspecify.annotations.Nullable;

/** What can be downloaded of a batch that has ended. */
public enum Download {
  /**
   * The records: of a completed batch, or as many as a batch has produced that did not complete.
   */
  RESULTS("results.jsonl.gz", ".jsonl.gz", "") {
    @Override
    public @Nullable ResultsFile fileOf(JobStatus job) {
      return job.results();
    }

    @Override
    public boolean isThere(JobStatus job) {
      return job.results() != null && (job.status() != BatchStatus.FAILED || job.resultCount() > 0);
    }
  },
  /** The positions that gave no record. If there are none it is empty, and no file is stored. */
  UNRESOLVED("unresolved.jsonl.gz", ".unresolved.jsonl.gz", "\nunresolved") {
    @Override
    public @Nullable ResultsFile fileOf(JobStatus job) {
      return job.unresolved();
    }

    @Override
    public boolean isThere(JobStatus job) {
      return job.unresolved() != null || (job.results() != null && job.unresolvedCount() == 0);
    }
  };

  private final String lastSegment;
  private final String suffix;
  private final String signedAs;

  Download(String lastSegment, String suffix, String signedAs) {
    this.lastSegment = lastSegment;
    this.suffix = suffix;
    this.signedAs = signedAs;
  }

  /** True if {@code job} has it, as a file or as nothing at all. */
  public abstract boolean isThere(JobStatus job);

  /** The file that holds it, if there is one. */
  public abstract @Nullable ResultsFile fileOf(JobStatus job);

  /** The path where it is asked for; {@code batchId} may be a placeholder. */
  public String path(String batchId) {
    return "/batch/" + batchId + "/" + lastSegment;
  }

  /** The name under which a caller saves it. */
  public String fileName(String batchId) {
    return batchId + suffix;
  }

  /** What tells its signature from those of other downloads of the batch. */
  String signedAs() {
    return signedAs;
  }
}
