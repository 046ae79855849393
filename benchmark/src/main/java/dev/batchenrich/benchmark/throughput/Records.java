package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.benchmark.load.ManyPeople;
import dev.batchenrich.directory.local.DirectoryImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The people and the jobs that ask for them, kept in a folder that every contestant reads.
 *
 * @param directory built by an import
 * @param emails of the people, in their order
 */
record Records(Path directory, List<String> emails) {

  static final int PEOPLE = 100_000;
  static final int JOB = 10_000;

  /** How many jobs there are before their identifiers repeat. */
  static final int DISTINCT_JOBS = PEOPLE / JOB;

  private static final String EMAILS = "emails";
  private static final String DIRECTORY = "directory";

  /** Makes and imports the people. */
  static Records makeIn(Path folder) throws IOException {
    var people = new ManyPeople();
    var dump = folder.resolve("people.jsonl");
    people.write(dump, PEOPLE);
    new DirectoryImport(folder.resolve(DIRECTORY), List.of(dump), true).run(line -> {});
    Files.delete(dump);
    Files.write(
        folder.resolve(EMAILS), IntStream.range(0, PEOPLE).mapToObj(people::email).toList());
    return readFrom(folder);
  }

  /** Those that were made in {@code folder}. */
  static Records readFrom(Path folder) throws IOException {
    return new Records(folder.resolve(DIRECTORY), Files.readAllLines(folder.resolve(EMAILS)));
  }

  /** The identifiers of a job, from 0. */
  List<String> job(int number) {
    var first = number % DISTINCT_JOBS * JOB;
    return emails.subList(first, first + JOB);
  }
}
