package dev.batchenrich.pipeline;

import static org.apache.flink.configuration.ConfigOptions.key;

import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** The options of the job {@code enrich}. */
public final class EnrichOptions {

  public static final ConfigOption<String> DIRECTORY =
      key("directory")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Where records come from, a URI: `local:<folder>`,"
                  + " `postgresql://user:password@host:port/database` (without a password there, the"
                  + " TaskManagers' PGPASSWORD is taken), or `https://<host>/<path>` for an upstream,"
                  + " an enrichment API like the gateway's. Required.");
  public static final ConfigOption<String> DIRECTORY_KEY_FILE =
      key("directory-key-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the API key of an upstream, on every TaskManager; read again when it"
                  + " changes. Without it the key is in the environment variable"
                  + " `BATCH_ENRICH_DIRECTORY_KEY`.");
  public static final ConfigOption<Integer> DIRECTORY_CONCURRENCY =
      key("directory-concurrency")
          .intType()
          .defaultValue(DirectorySettings.DEFAULT_CONCURRENCY)
          .withDescription(
              "Calls of 25 identifiers that all subtasks together make to an upstream at a time, each"
                  + " its share and at least one, 1 to 1000.");
  public static final ConfigOption<Duration> DIRECTORY_CALL_TIMEOUT =
      key("directory-call-timeout")
          .durationType()
          .defaultValue(DirectorySettings.DEFAULT_CALL_TIMEOUT)
          .withDescription("How long a call to an upstream may take, 100 ms to 5 min.");
  public static final ConfigOption<Integer> DIRECTORY_CALLS_PER_MINUTE =
      key("directory-calls-per-minute")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Calls to an upstream that all subtasks together may begin in a minute, each its"
                  + " share; 0 for no limit.");
  public static final ConfigOption<MemorySize> DIRECTORY_CACHE =
      key("directory-cache")
          .memoryType()
          .defaultValue(MemorySize.ZERO)
          .withDescription(
              "Heap of each TaskManager for what a directory that is not local answered, such as"
                  + " 256mb, at least 1mb; 0 for none.");
  public static final ConfigOption<Duration> DIRECTORY_CACHE_TTL =
      key("directory-cache-ttl")
          .durationType()
          .defaultValue(CacheSettings.DEFAULT_TTL)
          .withDescription("How long a record stays in that cache, at least 1 s.");
  public static final ConfigOption<Duration> DIRECTORY_CACHE_MISS_TTL =
      key("directory-cache-miss-ttl")
          .durationType()
          .defaultValue(CacheSettings.DEFAULT_MISS_TTL)
          .withDescription(
              "How long it stays there that an identifier is not known, at least 1 s; never longer"
                  + " than a record.");
  public static final ConfigOption<String> RESULTS =
      key("results")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The folder for results files, a URI that Flink has a file system for: `file:///<folder>`,"
                  + " or `s3://<bucket>/<prefix>` with Flink's plugin for S3. Required.");
  public static final ConfigOption<Duration> RESULTS_RETENTION =
      key("results.retention")
          .durationType()
          .defaultValue(Duration.ofDays(5))
          .withDescription(
              "How long results are kept after the end of a batch, at least 1 min. As a rule they"
                  + " are gone a hundredth of that time later.");
  public static final ConfigOption<Integer> COMPRESSION_LEVEL =
      key("results.compression-level")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Deflate level of results files, 1 (fastest) to 9 (smallest). On x86-64 Intel's ISA-L"
                  + " does level 1, three times as fast as the JDK's Deflater, which does all"
                  + " others; elsewhere that does level 1, too.");
  public static final ConfigOption<Integer> LOOK_UP_CAPACITY =
      key("look-up.capacity")
          .intType()
          .defaultValue(64)
          .withDescription("Chunks that each subtask looks up at a time, 1 to 10000.");
  public static final ConfigOption<Duration> LOOK_UP_DEADLINE =
      key("look-up.deadline")
          .durationType()
          .defaultValue(Duration.ofMinutes(30))
          .withDescription(
              "How long a failing look-up is retried before its identifiers are given up,"
                  + " at least 1 s.");
  public static final ConfigOption<Duration> BATCH_DEADLINE =
      key("batch.deadline")
          .durationType()
          .defaultValue(Duration.ofHours(24))
          .withDescription(
              "How long the next chunk of a batch may take before the batch fails, longer than"
                  + " look-up.deadline.");
  public static final ConfigOption<Duration> PROGRESS_INTERVAL =
      key("batch.progress-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription("Time between two reports on a batch in progress, at least 100 ms.");
  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key("checkpoint-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription(
              "Time between checkpoints, at least 50 ms; a file can be downloaded after the"
                  + " first checkpoint that follows the last look-up of its batch.");

  /** All of them. */
  public static final OptionTable TABLE =
      new OptionTable(
          List.of(
              OptionTable.KAFKA,
              DIRECTORY,
              DIRECTORY_KEY_FILE,
              DIRECTORY_CONCURRENCY,
              DIRECTORY_CALL_TIMEOUT,
              DIRECTORY_CALLS_PER_MINUTE,
              DIRECTORY_CACHE,
              DIRECTORY_CACHE_TTL,
              DIRECTORY_CACHE_MISS_TTL,
              RESULTS,
              RESULTS_RETENTION,
              COMPRESSION_LEVEL,
              LOOK_UP_CAPACITY,
              LOOK_UP_DEADLINE,
              BATCH_DEADLINE,
              PROGRESS_INTERVAL,
              CHECKPOINT_INTERVAL));

  private EnrichOptions() {}
}
