package dev.batchenrich.contract.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.JobStatus;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs links to results, so that whoever was given one can download without an API key. */
public final class LinkSigner {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final Clock clock;

  public LinkSigner(byte[] secret, Clock clock) {
    key = new SecretKeySpec(secret, ALGORITHM);
    this.clock = clock;
  }

  /**
   * The path and query of a link to the results of {@code job}, good for as long as they are kept;
   * null while there are none, and when they are removed.
   */
  public @Nullable String link(JobStatus job) {
    var expires = job.expiresAt();
    if (expires == null
        || job.results() == null
        || !isValidUntil(expires)
        || (job.status() != BatchStatus.COMPLETED && job.resultCount() == 0)) {
      return null;
    }
    var batchId = job.batch().batchId();
    var seconds = Long.toString(expires.getEpochSecond());
    return "/batch/%s/results.jsonl.gz?expires=%s&signature=%s"
        .formatted(batchId, seconds, signature(batchId, seconds));
  }

  /** True for the parameters of a link that was made with this secret, expired or not. */
  public boolean isGenuine(String batchId, @Nullable String expires, @Nullable String signature) {
    return expires != null
        && signature != null
        && MessageDigest.isEqual(
            signature.getBytes(UTF_8), signature(batchId, expires).getBytes(UTF_8));
  }

  /** True until the links to results that are removed at {@code expires} end. */
  public boolean isValidUntil(Instant expires) {
    return clock.instant().getEpochSecond() < expires.getEpochSecond();
  }

  /** A line feed separates what is signed: neither part of a genuine link holds one. */
  private String signature(String batchId, String expires) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      var signature = mac.doFinal((batchId + "\n" + expires).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
