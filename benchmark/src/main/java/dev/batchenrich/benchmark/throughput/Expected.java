package dev.batchenrich.benchmark.throughput;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.batchenrich.directory.local.LocalDirectory;
import dev.batchenrich.pipeline.enrich.ResultLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the files of the jobs must hold, to the byte, so that nobody is fast by doing less.
 *
 * @param distinct the contents of the jobs before they repeat
 */
record Expected(List<Content> distinct) {

  /** Made in the plainest way: all lines of a job, one after the other, nothing compressed. */
  static Expected of(Records records, Fields fields) throws IOException {
    var contents = new ArrayList<Content>();
    try (var directory = new LocalDirectory(records.directory())) {
      var enrichment = new Enrichment(directory, fields.selection(), Deflate.OURS);
      for (var i = 0; i < Records.DISTINCT_JOBS; i++) {
        var lines = new ResultLines();
        enrichment.lookUp(
            records.job(i),
            (identifier, record) -> lines.add(identifier, record, enrichment.selection()));
        contents.add(Content.of(lines.toByteArray(), lines.size()));
      }
    }
    return new Expected(contents);
  }

  /**
   * Returns the bytes of the files under {@code folder}, which are to be those of as many jobs.
   *
   * @throws IllegalStateException if they are not
   */
  long verify(Path folder, int jobs) {
    var files = files(folder);
    var actual =
        files.parallelStream().map(Content::of).collect(groupingBy(identity(), counting()));
    var wanted =
        IntStream.range(0, jobs)
            .mapToObj(i -> distinct.get(i % distinct.size()))
            .collect(groupingBy(identity(), counting()));
    if (!actual.equals(wanted)) {
      throw new IllegalStateException(
          "%d files under %s do not hold the lines of %d jobs"
              .formatted(files.size(), folder, jobs));
    }
    return files.stream().mapToLong(file -> file.toFile().length()).sum();
  }

  /** The files of results that are finished. */
  static List<Path> files(Path folder) {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !requireNonNull(file.getParent()).endsWith("unresolved"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the files of results under {@code folder} that are finished. */
  static void deleteFiles(Path folder) throws IOException {
    for (var file : files(folder)) {
      Files.delete(file);
    }
  }
}
