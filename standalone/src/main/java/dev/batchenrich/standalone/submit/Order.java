package dev.batchenrich.standalone.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.standalone.client.Submission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is asked for, of any size.
 *
 * @param whole as one submission, possibly larger than a server takes
 * @param jobSize identifiers of each job, 1 to {@value #MAX_JOB_SIZE}; the last may have fewer
 */
public record Order(Submission whole, int jobSize) {

  public static final int MAX_JOB_SIZE = 10_000;

  public Order {
    if (jobSize < 1 || jobSize > MAX_JOB_SIZE) {
      throw new IllegalArgumentException(
          "--job-size must be 1 to %d, is %d".formatted(MAX_JOB_SIZE, jobSize));
    }
  }

  /** What each job is asked for, in order. */
  public List<Submission> jobs() {
    var all = whole.identifiers();
    var jobs = new ArrayList<Submission>();
    for (var from = 0; from < all.size(); from += jobSize) {
      jobs.add(
          new Submission(
              whole.entity(),
              whole.type(),
              all.subList(from, Math.min(from + jobSize, all.size())),
              whole.fields(),
              whole.webhookUrl()));
    }
    return jobs;
  }

  /**
   * Tells this order from all others.
   *
   * @param context what else it depends on, as the server that it is sent to
   */
  public String digest(String context) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update("%s\n%s\n%d\n".formatted(context, whole.entity(), jobSize).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest(whole.json()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
