package dev.batchenrich.gateway.auth;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that API keys belong to. The file is read again when it changes; while it cannot be
 * read, what was last read holds.
 */
public final class ApiKeys {

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

  private static final Pattern BEARER =
      Pattern.compile("\\s*bearer\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

  private final ApiKeyFile file;
  private volatile Loaded loaded;

  /**
   * The keys in {@code file}.
   *
   * @throws IllegalArgumentException saying in one line why the file cannot be used
   */
  public ApiKeys(Path file) {
    this.file = new ApiKeyFile(file);
    try {
      loaded = new Loaded(Stamp.of(file), this.file.accountsByHash());
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("the API key file %s does not exist".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the API key file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  /**
   * Whose key an {@code Authorization} header carries.
   *
   * @throws Unauthorized if it carries none, or nobody's
   */
  public String authenticate(@Nullable String authorization) {
    var credentials = BEARER.matcher(authorization == null ? "" : authorization);
    if (!credentials.matches()) {
      throw Unauthorized.missingKey();
    }
    var account = accountOf(credentials.group(1));
    if (account == null) {
      throw Unauthorized.invalidKey();
    }
    return account;
  }

  private @Nullable String accountOf(String key) {
    var current = loaded;
    var stamp = stamp();
    if (!current.stamp.equals(stamp)) {
      current = reload(stamp);
    }
    return current.accountsByHash.get(ApiKeyFile.hash(key));
  }

  /** The stamp is kept also when reading fails, so that a bad file is reported once. */
  private synchronized Loaded reload(@Nullable Stamp stamp) {
    if (loaded.stamp.equals(stamp) || stamp == null) {
      return loaded;
    }
    var accounts = loaded.accountsByHash;
    try {
      accounts = file.accountsByHash();
      LOG.info("API keys read again: file={} keys={}", file.path(), accounts.size());
    } catch (CharacterCodingException e) {
      LOG.error("API keys not read, the last good ones stay in use: {} is no UTF-8", file.path());
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("API keys not read, the last good ones stay in use: {}", e.getMessage());
    }
    loaded = new Loaded(stamp, accounts);
    return loaded;
  }

  /**
   * Null while the file cannot be reached, which editors cause for a moment when they replace it.
   */
  private @Nullable Stamp stamp() {
    try {
      return Stamp.of(file.path());
    } catch (IOException e) {
      return null;
    }
  }

  private record Loaded(Stamp stamp, Map<String, String> accountsByHash) {}

  private record Stamp(FileTime modified, long size, @Nullable Object fileKey) {

    static Stamp of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }
}
