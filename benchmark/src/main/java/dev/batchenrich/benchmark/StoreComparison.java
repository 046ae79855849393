package dev.batchenrich.benchmark;

import dev.batchenrich.benchmark.load.ManyPeople;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.local.DirectoryImport;
import dev.batchenrich.directory.local.LocalDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.rocksdb.CompressionType;

/**
 * Compares stores for the local directory: how long an import of people takes, how large the store
 * is, and how fast chunks of 100 e-mails are looked up, by 1 and by 2 threads.
 *
 * <p>Arguments: a folder with room for a few gigabytes, and how many people (200,000).
 */
public final class StoreComparison {

  private static final int CHUNK = 100;
  private static final int CHUNKS = 2_000;
  private static final int ROUNDS = 5;

  private final ManyPeople people = new ManyPeople();
  private final int count;
  private final PrintStream out;

  private StoreComparison(int count, PrintStream out) throws IOException {
    this.count = count;
    this.out = out;
  }

  /** Opens a store that was built. */
  private interface Opening {
    Directory open() throws Exception;
  }

  /** Builds a store. */
  private interface Building {
    void build() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createDirectories(Path.of(arguments[0]));
    var count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200_000;
    new StoreComparison(count, System.out).run(folder);
  }

  private void run(Path folder) throws Exception {
    var dump = folder.resolve("people.jsonl");
    people.write(dump, count);
    out.printf("people %,d  dump %,d MB%n", count, Files.size(dump) >> 20);
    var lmdb = folder.resolve("lmdb");
    measure(
        "LMDB",
        lmdb,
        () -> new DirectoryImport(lmdb, List.of(dump), true).run(bad -> {}),
        () -> new LocalDirectory(lmdb));
    for (var compression :
        new CompressionType[] {CompressionType.NO_COMPRESSION, CompressionType.LZ4_COMPRESSION}) {
      var rocks = folder.resolve("rocksdb-" + compression);
      measure(
          "RocksDB " + compression,
          rocks,
          () -> RocksDirectory.importInto(rocks, dump, compression),
          () -> new RocksDirectory(rocks, compression));
    }
  }

  private void measure(String name, Path store, Building building, Opening opening)
      throws Exception {
    var start = System.nanoTime();
    building.build();
    var seconds = (System.nanoTime() - start) / 1e9;
    try (var directory = opening.open()) {
      out.printf(
          "%-28s import %6.1f s  size %,6d MB  look-ups per second: %,9.0f (1 thread) %,9.0f (2)%n",
          name, seconds, size(store) >> 20, best(directory, 1), best(directory, 2));
    }
  }

  /** Identifiers per second in the best of several rounds. */
  private double best(Directory directory, int threads) throws Exception {
    var executor = Executors.newFixedThreadPool(threads);
    try {
      var best = 0.0;
      for (var round = 0; round < ROUNDS; round++) {
        var start = System.nanoTime();
        for (var done :
            executor.invokeAll(Collections.nCopies(threads, lookUps(directory, round)))) {
          done.get();
        }
        var seconds = (System.nanoTime() - start) / 1e9;
        best = Math.max(best, (double) threads * CHUNKS * CHUNK / seconds);
      }
      return best;
    } finally {
      executor.shutdown();
    }
  }

  private Callable<Void> lookUps(Directory directory, int round) {
    return () -> {
      var random = new Random(round);
      for (var i = 0; i < CHUNKS; i++) {
        var emails =
            Stream.generate(() -> people.email(random.nextInt(count))).limit(CHUNK).toList();
        var found =
            directory
                .lookUp(Entity.PERSON, IdentifierType.BUSINESS_EMAILS, emails)
                .toCompletableFuture()
                .get();
        if (found.contains(null)) {
          throw new IllegalStateException("a person of the dump was not found");
        }
      }
      return null;
    };
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(StoreComparison::length).sum();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
