package dev.batchenrich.contract.answer;

import dev.batchenrich.contract.file.PrivateFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the key that links are signed with, shared by all gateways. */
public final class LinkSecret {

  private static final Logger LOG = LoggerFactory.getLogger(LinkSecret.class);
  private static final int BYTES = 32;

  private LinkSecret() {}

  /**
   * The secret in {@code file}, which is made, readable by its owner only, if it does not exist.
   *
   * @throws IllegalArgumentException saying in one line why the file cannot be used
   */
  public static byte[] readOrMake(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the link secret %s cannot be made: %s".formatted(file, e), e);
    }
    return read(file);
  }

  /**
   * The secret in {@code file}, which a gateway has made.
   *
   * @throws IllegalArgumentException saying in one line why the file cannot be used
   */
  public static byte[] read(Path file) {
    try {
      var secret = Files.readAllBytes(file);
      if (secret.length < BYTES) {
        throw new IllegalArgumentException(
            "the link secret %s must hold at least %d bytes, holds %d"
                .formatted(file, BYTES, secret.length));
      }
      return secret;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the link secret %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static void make(Path file) throws IOException {
    var secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    try {
      PrivateFile.create(file, secret);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("Another gateway has made the link secret. file={}", file);
    }
  }
}
