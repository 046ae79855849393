package dev.batchenrich.standalone;

import dev.batchenrich.directory.local.DirectoryImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Made-up companies of about a kilobyte, known by their domains, and domains that nobody has. */
final class TestCompanies {

  private static final int COUNT = 1_000;
  private static final int FIRST_ID = 700_000;

  private TestCompanies() {}

  /** Makes a directory of them and returns its URI. */
  static String makeDirectory(Path folder) throws IOException {
    var random = new SplittableRandom(1);
    var dump = Files.createTempFile("companies", ".jsonl");
    try {
      Files.write(dump, IntStream.range(0, COUNT).mapToObj(n -> line(n, random)).toList());
      new DirectoryImport(folder, List.of(dump), true).run(badLine -> {});
    } finally {
      Files.delete(dump);
    }
    return "local:" + folder;
  }

  /** Domains at random, with repetitions, about every tenth unknown. */
  static List<String> domains(int count, RandomGenerator random) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                random.nextInt(10) == 0
                    ? "nobody-" + n + ".example"
                    : domain(random.nextInt(COUNT)))
        .toList();
  }

  /** The domains among {@code domains} that have a record, in the same order. */
  static List<String> known(List<String> domains) {
    return domains.stream().filter(domain -> domain.startsWith("company-")).toList();
  }

  private static String domain(int number) {
    return "company-" + number + ".example";
  }

  private static String line(int number, RandomGenerator random) {
    return """
        {"crustdata_company_id":%d,"basic_info":{"name":"Company %d","primary_domain":"%s",\
        "description":"%s"}}"""
        .formatted(FIRST_ID + number, number, domain(number), words(random));
  }

  private static String words(RandomGenerator random) {
    return IntStream.range(0, 150)
        .mapToObj(n -> Integer.toString(random.nextInt(100_000), Character.MAX_RADIX))
        .reduce((left, right) -> left + " " + right)
        .orElseThrow();
  }
}
