package dev.batchenrich.standalone.command;

import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options that say where records come from. */
final class DirectoryOptions {

  @Option(
      names = "--directory",
      paramLabel = "URI",
      showDefaultValue = Visibility.NEVER,
      description = {
        "Where records come from: local:FOLDER or postgresql://USER:PASSWORD@HOST:PORT/DATABASE,"
            + " filled by 'batch-enrich import' (PGPASSWORD for a password that is not there), or"
            + " https://HOST/PATH, an upstream: another enrichment API.",
        "Default: the folder 'directory' in the data folder or, without it, fictional records."
      })
  @Nullable String uri;

  @Option(
      names = "--directory-key-file",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = {
        "The API key of an upstream; read again when it changes.",
        "Default: the environment variable BATCH_ENRICH_DIRECTORY_KEY."
      })
  @Nullable Path keyFile;

  @Option(
      names = "--directory-concurrency",
      paramLabel = "CALLS",
      defaultValue = "" + DirectorySettings.DEFAULT_CONCURRENCY,
      description =
          "Calls that batches make to an upstream at a time, and single look-ups again as many.")
  int concurrency;

  @Option(
      names = "--directory-calls-per-minute",
      paramLabel = "CALLS",
      defaultValue = "0",
      description =
          "Calls to an upstream that batches may make in a minute, and single look-ups again as"
              + " many; 0 for no limit.")
  int callsPerMinute;

  @Option(
      names = "--directory-cache",
      paramLabel = "SIZE",
      defaultValue = "0",
      description =
          "Memory for what the --directory, if it is not local, answered, such as 256mb, at least"
              + " 1mb; 0 for none.")
  String cache = "";

  @Option(
      names = "--directory-cache-ttl",
      paramLabel = "DURATION",
      defaultValue = "24 h",
      description = "How long a record stays in that memory.")
  String cacheTtl = "";

  @Option(
      names = "--directory-cache-miss-ttl",
      paramLabel = "DURATION",
      defaultValue = "10 min",
      description =
          "How long it stays there that an identifier is not known; never longer than a record.")
  String cacheMissTtl = "";

  /**
   * The directory that is given, or null.
   *
   * @throws IllegalArgumentException saying in one line what of it cannot be used
   */
  @Nullable DirectorySettings settings() {
    var kept = cacheSettings();
    if (uri == null) {
      if (!kept.isNone()) {
        throw new IllegalArgumentException("directory-cache needs a directory that is not local");
      }
      return null;
    }
    return new DirectorySettings(
        uri,
        keyFile == null ? null : keyFile.toAbsolutePath().toString(),
        concurrency,
        DirectorySettings.DEFAULT_CALL_TIMEOUT,
        callsPerMinute,
        kept);
  }

  private CacheSettings cacheSettings() {
    return new CacheSettings(
        CacheSettings.parseBytes(cache),
        DurationText.parse(cacheTtl, "directory-cache-ttl must be a duration such as '24 h', is"),
        DurationText.parse(
            cacheMissTtl, "directory-cache-miss-ttl must be a duration such as '10 min', is"));
  }
}
