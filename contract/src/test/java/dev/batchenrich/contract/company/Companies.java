package dev.batchenrich.contract.company;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up companies of about a kilobyte, known by their domains, and domains that nobody has. */
public final class Companies {

  private static final int COUNT = 1_000;
  private static final int FIRST_ID = 700_000;
  private static final String DESCRIPTION =
      IntStream.range(0, 150).mapToObj(n -> "word-" + n * 7_919).collect(Collectors.joining(" "));

  private Companies() {}

  /** Writes all of them down, to be imported. */
  public static Path dump(Path file) throws IOException {
    return Files.write(
        file, IntStream.range(0, COUNT).mapToObj(n -> "{%s}".formatted(record(n))).toList());
  }

  /** Domains at random, with repetitions, about every tenth unknown. */
  public static List<String> domains(int count, RandomGenerator random) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                random.nextInt(10) == 0
                    ? "nobody-" + n + ".example"
                    : domain(random.nextInt(COUNT)))
        .toList();
  }

  /** The lines that results must have for {@code domains}. */
  public static List<String> lines(List<String> domains) {
    return known(domains).stream().map(Companies::line).toList();
  }

  /** The lines that tell which of {@code domains} nobody has. */
  public static List<String> unresolved(List<String> domains) {
    return IntStream.range(0, domains.size())
        .filter(position -> domains.get(position).startsWith("nobody-"))
        .mapToObj(
            position ->
                """
                {"position":%d,"original_identifier":"%s","reason":"not_found"}"""
                    .formatted(position, domains.get(position)))
        .toList();
  }

  /** Those among {@code domains} that have a record, in the same order. */
  public static List<String> known(List<String> domains) {
    return domains.stream().filter(domain -> domain.startsWith("company-")).toList();
  }

  private static String line(String domain) {
    var number = Integer.parseInt(domain.substring("company-".length(), domain.indexOf('.')));
    return "{\"original_identifier\":\"%s\",\"internal_id\":%d,\"data\":{%s}}"
        .formatted(domain, FIRST_ID + number, record(number));
  }

  private static String record(int number) {
    return """
        "crustdata_company_id":%d,"basic_info":{"name":"Company %d","primary_domain":"%s",\
        "description":"%d %s"}"""
        .formatted(FIRST_ID + number, number, domain(number), number, DESCRIPTION);
  }

  private static String domain(int number) {
    return "company-" + number + ".example";
  }
}
