package dev.batchenrich.pipeline.post;

import dev.batchenrich.contract.file.AccountLine;
import dev.batchenrich.contract.file.WatchedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The secrets that accounts' webhooks are signed with: a file with one {@code account whsec_<base64
 * of 24 to 64 bytes>} per line, read again when it changes. While a secret is being replaced, the
 * account has a line for the old and one for the new one.
 */
public final class SigningSecrets {

  private static final String PREFIX = "whsec_";
  private static final Pattern VALUE = Pattern.compile(PREFIX + "[A-Za-z0-9+/]{32,88}={0,2}");
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final WatchedFile<Map<String, List<String>>> file;

  /**
   * The secrets in {@code file}.
   *
   * @throws IllegalArgumentException saying in one line why the file cannot be used
   */
  SigningSecrets(Path file) {
    this.file = new WatchedFile<>("webhook secrets file", file, SigningSecrets::read);
  }

  /**
   * Checks a file before a job is started with it.
   *
   * @throws IllegalArgumentException saying in one line why the file cannot be used
   */
  public static void requireUsable(Path file) {
    var unused = new SigningSecrets(file);
  }

  /** All that are valid for an account now, the first in the file first; empty for none. */
  List<String> of(String account) {
    return file.content().getOrDefault(account, List.of());
  }

  private static Map<String, List<String>> read(Path file) throws IOException {
    var form = "%s<base64 of %d to %d bytes>".formatted(PREFIX, MIN_BYTES, MAX_BYTES);
    var secrets = new HashMap<String, List<String>>();
    for (var line : AccountLine.read(file, VALUE, form)) {
      if (!isSecret(line.value())) {
        throw new IllegalArgumentException(
            "%s line %d is not of the form 'account %s'".formatted(file, line.number(), form));
      }
      secrets.computeIfAbsent(line.account(), account -> new ArrayList<>()).add(line.value());
    }
    return Map.copyOf(secrets);
  }

  private static boolean isSecret(String text) {
    try {
      var bytes = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
      return bytes >= MIN_BYTES && bytes <= MAX_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
