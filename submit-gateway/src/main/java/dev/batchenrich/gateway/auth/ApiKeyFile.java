package dev.batchenrich.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;

import dev.batchenrich.contract.message.Batch;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text file that lists accounts and their hashed keys: one {@code account sha256:<hex>} per
 * line, several lines per account if it has several keys, comments after {@code #}. Keys are long
 * and random, so a plain SHA-256 keeps them secret; it does not have to be slow.
 */
public record ApiKeyFile(Path path) {

  private static final Pattern LINE = Pattern.compile("(\\S+)\\s+sha256:([0-9a-fA-F]{64})");
  private static final int KEY_BYTES = 32;

  /** A new key of 256 random bits. */
  public static String newKey() {
    var bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "be_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What the file holds in place of {@code key}: the SHA-256 in lower-case hex. */
  public static String hash(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Adds a key of {@code account}; creates the file, readable by its owner only, if need be. */
  public void add(String account, String key) throws IOException {
    if (!Batch.isAccountId(account)) {
      throw new IllegalArgumentException(
          "account must be 1 to 64 of A-Z a-z 0-9 . _ -, is '%s'".formatted(account));
    }
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      var text = Files.readString(path);
      if (!text.isEmpty() && !text.endsWith("\n")) {
        Files.writeString(path, "\n", APPEND);
      }
    }
    Files.writeString(path, "%s sha256:%s\n".formatted(account, hash(key)), APPEND);
  }

  /**
   * The accounts by the hashes of their keys.
   *
   * @throws IllegalArgumentException naming the first bad line; never what it holds, which may be a
   *     key
   */
  Map<String, String> accountsByHash() throws IOException {
    var accounts = new HashMap<String, String>();
    var number = 0;
    for (var line : Files.readAllLines(path)) {
      number++;
      var hash = line.indexOf('#');
      var content = (hash < 0 ? line : line.substring(0, hash)).strip();
      if (content.isEmpty()) {
        continue;
      }
      var entry = LINE.matcher(content);
      if (!entry.matches() || !Batch.isAccountId(entry.group(1))) {
        throw new IllegalArgumentException(
            "%s line %d is not of the form 'account sha256:<64 hex digits>'"
                .formatted(path, number));
      }
      var previous = accounts.putIfAbsent(entry.group(2).toLowerCase(Locale.ROOT), entry.group(1));
      if (previous != null && !previous.equals(entry.group(1))) {
        throw new IllegalArgumentException(
            "%s line %d gives the key of account %s to another account"
                .formatted(path, number, previous));
      }
    }
    return Map.copyOf(accounts);
  }
}
