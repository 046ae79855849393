package dev.batchenrich.contract.answer;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The file with the key that links are signed with, shared by all gateways. */
public final class LinkSecret {

  private static final int BYTES = 32;

  private LinkSecret() {}

  /**
   * The secret in {@code file}, which is made, readable by its owner only, if it does not exist.
   *
   * @throws IllegalArgumentException saying in one line why the file cannot be used
   */
  public static byte[] read(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      var secret = Files.readAllBytes(file);
      if (secret.length < BYTES) {
        throw new IllegalArgumentException(
            "the link secret %s must hold at least %d bytes, holds %d"
                .formatted(file, BYTES, secret.length));
      }
      return secret;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the link secret %s cannot be read or made: %s".formatted(file, e), e);
    }
  }

  /** Made aside and moved, so that another gateway never sees half of it. */
  private static void create(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var draft = Files.createTempFile(folder, "link-secret", ".new", ownerOnly);
    try {
      var secret = new byte[BYTES];
      new SecureRandom().nextBytes(secret);
      Files.write(draft, secret);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return;
    } finally {
      Files.delete(draft);
    }
  }
}
