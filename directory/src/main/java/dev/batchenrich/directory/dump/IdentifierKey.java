package dev.batchenrich.directory.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.IdentifierType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The key under which stores file a normalised identifier: short enough for their indexes. */
public final class IdentifierKey {

  /** LMDB takes keys of at most 511 bytes; beyond this length a digest stands for the rest. */
  private static final int MAX_PLAIN = 400;

  private IdentifierKey() {}

  /** The key of {@code identifier}, at most 433 bytes. */
  public static byte[] of(IdentifierType type, String identifier) {
    var text = identifier.getBytes(UTF_8);
    var digest = text.length <= MAX_PLAIN ? new byte[0] : sha256(text);
    var plain = Math.min(text.length, MAX_PLAIN);
    var key = new byte[1 + plain + digest.length];
    key[0] = code(type);
    System.arraycopy(text, 0, key, 1, plain);
    System.arraycopy(digest, 0, key, 1 + plain, digest.length);
    return key;
  }

  /** Part of what is stored: never to be changed. */
  private static byte code(IdentifierType type) {
    return switch (type) {
      case PROFILE_URLS -> 1;
      case BUSINESS_EMAILS -> 2;
      case NAMES -> 3;
      case DOMAINS -> 4;
      case COMPANY_IDS -> 5;
    };
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
