package dev.batchenrich.gateway.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
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

  /** The path and query of a link that is good until {@code expires}. */
  public String link(String batchId, Instant expires) {
    var seconds = Long.toString(expires.getEpochSecond());
    return "/batch/%s/results.jsonl.gz?expires=%s&signature=%s"
        .formatted(batchId, seconds, signature(batchId, seconds));
  }

  /** True until the links to results that are removed at {@code expires} end. */
  public boolean isValidUntil(Instant expires) {
    return clock.instant().getEpochSecond() < expires.getEpochSecond();
  }

  /**
   * Lets pass what {@link #link} has signed and what has not expired.
   *
   * @throws Refusal otherwise
   */
  public void verify(String batchId, @Nullable String expires, @Nullable String signature) {
    if (expires == null
        || signature == null
        || !MessageDigest.isEqual(
            signature.getBytes(UTF_8), signature(batchId, expires).getBytes(UTF_8))) {
      throw new Refusal(
          ErrorType.INVALID_SIGNATURE,
          "The link is not as it was signed; GET /batch/{batch_id} gives a good one");
    }
    if (!isValidUntil(Instant.ofEpochSecond(Long.parseLong(expires)))) {
      throw new Refusal(
          ErrorType.LINK_EXPIRED, "The link has expired, and the results have been removed");
    }
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
