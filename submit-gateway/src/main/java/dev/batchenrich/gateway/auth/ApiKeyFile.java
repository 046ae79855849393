package dev.batchenrich.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;

import dev.batchenrich.contract.file.AccountLine;
import dev.batchenrich.contract.file.PrivateFile;
import dev.batchenrich.contract.message.Batch;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text file that lists accounts and their hashed keys: one {@code account sha256:<hex>} per
 * line, several lines per account if it has several keys, comments after {@code #}. Keys are long
 * and random, so a plain SHA-256 keeps them secret; it does not have to be slow.
 */
public record ApiKeyFile(Path path) {

  private static final String PREFIX = "sha256:";
  private static final Pattern VALUE = Pattern.compile(PREFIX + "[0-9a-fA-F]{64}");
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
      PrivateFile.create(path, new byte[0]);
    } catch (FileAlreadyExistsException e) {
      var text = Files.readString(path);
      if (!text.isEmpty() && !text.endsWith("\n")) {
        Files.writeString(path, "\n", APPEND);
      }
    }
    Files.writeString(path, "%s %s%s\n".formatted(account, PREFIX, hash(key)), APPEND);
  }

  /** A key that the file lists. */
  public record Entry(String account, String hash) {

    /** Enough of the hash to tell keys apart. */
    public String shortHash() {
      return hash.substring(0, 12);
    }
  }

  /**
   * All keys, in the order of the file.
   *
   * @throws IllegalArgumentException naming the first bad line
   */
  public List<Entry> entries() throws IOException {
    return lines(path).stream().map(ApiKeyFile::entry).toList();
  }

  /**
   * Removes the keys of {@code account} whose hashes begin with {@code hash}; everything else stays
   * as it is, comments too. Returns how many those are.
   *
   * @throws IllegalArgumentException naming the first bad line
   */
  public int remove(String account, String hash) throws IOException {
    var removed =
        lines(path).stream()
            .filter(line -> line.account().equals(account) && entry(line).hash().startsWith(hash))
            .map(AccountLine::number)
            .collect(Collectors.toSet());
    if (!removed.isEmpty()) {
      var all = Files.readAllLines(path);
      var kept = new StringBuilder();
      for (var number = 1; number <= all.size(); number++) {
        if (!removed.contains(number)) {
          kept.append(all.get(number - 1)).append('\n');
        }
      }
      PrivateFile.write(path, kept.toString().getBytes(UTF_8));
    }
    return removed.size();
  }

  /**
   * The accounts in {@code file} by the hashes of their keys.
   *
   * @throws IllegalArgumentException naming the first bad line; never what it holds, which may be a
   *     key
   */
  static Map<String, String> accountsByHash(Path file) throws IOException {
    var accounts = new HashMap<String, String>();
    for (var line : lines(file)) {
      var hash = entry(line).hash();
      var previous = accounts.putIfAbsent(hash, line.account());
      if (previous != null && !previous.equals(line.account())) {
        throw new IllegalArgumentException(
            "%s line %d gives the key of account %s to another account"
                .formatted(file, line.number(), previous));
      }
    }
    return Map.copyOf(accounts);
  }

  private static List<AccountLine> lines(Path file) throws IOException {
    return AccountLine.read(file, VALUE, "sha256:<64 hex digits>");
  }

  private static Entry entry(AccountLine line) {
    return new Entry(
        line.account(), line.value().substring(PREFIX.length()).toLowerCase(Locale.ROOT));
  }
}
