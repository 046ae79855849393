package dev.batchenrich.standalone.submit;

import dev.batchenrich.standalone.client.Submission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One job of an order, and how far it is. */
final class PartJob {

  private final int index;
  private final int firstPosition;
  private final Submission submission;
  private final Path results;
  private @Nullable String id;
  private int processed;
  private boolean isFetched;

  /**
   * A job that is not submitted yet, unless its results are there already.
   *
   * @param index of the job among those of the order
   * @param firstPosition of its first identifier among those of the order
   */
  PartJob(int index, int firstPosition, Submission submission, Path results) {
    this.index = index;
    this.firstPosition = firstPosition;
    this.submission = submission;
    this.results = results;
    if (Files.exists(results)) {
      fetched();
    }
  }

  int index() {
    return index;
  }

  Submission submission() {
    return submission;
  }

  Path results() {
    return results;
  }

  void accepted(String batchId) {
    id = batchId;
  }

  boolean isAccepted() {
    return id != null;
  }

  String id() {
    return Objects.requireNonNull(id);
  }

  void processed(int count) {
    processed = count;
  }

  int processed() {
    return processed;
  }

  /** The results are there. */
  void fetched() {
    isFetched = true;
    processed = submission.identifiers().size();
  }

  boolean isFetched() {
    return isFetched;
  }

  @Override
  public String toString() {
    return "identifiers %,d to %,d"
        .formatted(firstPosition + 1, firstPosition + submission.identifiers().size());
  }
}
