package dev.batchenrich.contract.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

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
   * The path and query of a link to {@code download} of {@code job}, good for as long as it is
   * kept; null while it is not there, and when it is removed.
   */
  public @Nullable String link(JobStatus job, Download download) {
    var expires = job.expiresAt();
    if (expires == null || !isValidUntil(expires) || !download.isThere(job)) {
      return null;
    }
    var batchId = job.batch().batchId();
    var seconds = Long.toString(expires.getEpochSecond());
    return "%s?expires=%s&signature=%s"
        .formatted(download.path(batchId), seconds, signature(batchId, download, seconds));
  }

  /** True for the parameters of a link that was made with this secret, expired or not. */
  public boolean isGenuine(
      String batchId, Download download, @Nullable String expires, @Nullable String signature) {
    return expires != null
        && signature != null
        && MessageDigest.isEqual(
            signature.getBytes(UTF_8), signature(batchId, download, expires).getBytes(UTF_8));
  }

  /** True until the links to results that are removed at {@code expires} end. */
  public boolean isValidUntil(Instant expires) {
    return clock.instant().getEpochSecond() < expires.getEpochSecond();
  }

  /** A line feed separates what is signed: neither part of a genuine link holds one. */
  private String signature(String batchId, Download download, String expires) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      var signature = mac.doFinal((batchId + "\n" + expires + download.signedAs()).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
