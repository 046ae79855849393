package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.directory.Directory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntToLongFunction;
import java.util.zip.Deflater;

/** Which level of the JDK's deflate to compare with: the fastest whose files are no larger. */
final class FairLevel {

  private FairLevel() {}

  /** The JDK's deflate that makes a file of the first job no larger than ours does. */
  static Deflate find(Records records, Directory directory, Fields fields, Path folder) {
    var ours = size(records, new Enrichment(directory, fields.selection(), Deflate.OURS), folder);
    return Deflate.jdk(
        of(
            ours,
            level ->
                size(
                    records,
                    new Enrichment(directory, fields.selection(), Deflate.jdk(level)),
                    folder)));
  }

  private static long size(Records records, Enrichment enrichment, Path folder) {
    try {
      var path = folder.resolve("size.jsonl.gz");
      var file = enrichment.begin(path);
      file.add(records.job(0));
      file.finish();
      var size = Files.size(path);
      Files.delete(path);
      return size;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The lowest level at which {@code bytesAtLevel} is at most {@code bytes}; if there is none, the
   * highest.
   */
  static int of(long bytes, IntToLongFunction bytesAtLevel) {
    var level = Deflater.BEST_SPEED;
    while (level < Deflater.BEST_COMPRESSION && bytesAtLevel.applyAsLong(level) > bytes) {
      level++;
    }
    return level;
  }
}
