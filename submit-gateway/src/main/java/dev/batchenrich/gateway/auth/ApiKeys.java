package dev.batchenrich.gateway.auth;

import dev.batchenrich.contract.file.WatchedFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that API keys belong to. The file is read again when it changes; while it cannot be
 * read, what was last read holds.
 */
public final class ApiKeys {

  private static final Pattern BEARER =
      Pattern.compile("\\s*bearer\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

  private final WatchedFile<Map<String, String>> accountsByHash;

  /**
   * The keys in {@code file}.
   *
   * @throws IllegalArgumentException saying in one line why the file cannot be used
   */
  public ApiKeys(Path file) {
    accountsByHash = new WatchedFile<>("API key file", file, ApiKeyFile::accountsByHash);
  }

  /**
   * Who has the key that an {@code Authorization} header carries.
   *
   * @throws Unauthorized if it carries none, or nobody's
   */
  public Caller authenticate(@Nullable String authorization) {
    var credentials = BEARER.matcher(authorization == null ? "" : authorization);
    if (!credentials.matches()) {
      throw Unauthorized.missingKey();
    }
    var hash = ApiKeyFile.hash(credentials.group(1));
    var account = accountsByHash.content().get(hash);
    if (account == null) {
      throw Unauthorized.invalidKey();
    }
    return new Caller(account, new ApiKeyFile.Entry(account, hash).shortHash());
  }
}
