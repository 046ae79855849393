package dev.batchenrich.standalone.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.datafaker.Faker;

/**
 * Made-up values, the same in every run and on every machine: all chance comes from one seed, and
 * all time from one date.
 */
final class Fiction {

  private static final int POOL_SIZE = 300;
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

  private final Random random;
  private final Faker faker;
  private final Map<String, List<String>> pools = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  Fiction(long seed) {
    random = new Random(seed);
    faker = new Faker(Locale.ENGLISH, random);
  }

  /** A value of its own; slow. */
  String once(Function<Faker, String> value) {
    return value.apply(faker);
  }

  /** One of a few hundred values of a kind, which costs the making of those few hundred only. */
  String some(String kind, Function<Faker, String> value) {
    return oneOf(
        pools.computeIfAbsent(
            kind, each -> Stream.generate(() -> once(value)).limit(POOL_SIZE).toList()));
  }

  ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A list of {@code size} values. */
  ArrayNode strings(int size, Supplier<String> value) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var i = 0; i < size; i++) {
      list.add(value.get());
    }
    return list;
  }

  /** A list of {@code size} objects. */
  ArrayNode objects(int size, Supplier<ObjectNode> value) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var i = 0; i < size; i++) {
      list.add(value.get());
    }
    return list;
  }

  /** At least {@code least} and at most {@code most}. */
  int number(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Between the two, with two decimals. */
  BigDecimal decimal(int least, int most) {
    return BigDecimal.valueOf(number(least * 100, most * 100), 2);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A day of the past {@code years}. */
  String date(int years) {
    return TODAY.minusDays(number(1, years * 365)).toString();
  }

  /** A time of the past year. */
  String time() {
    return "%sT%02d:%02d:%02dZ".formatted(date(1), number(0, 23), number(0, 59), number(0, 59));
  }

  /** The first of several months in a row, the latest of which has just ended. */
  String month(int before) {
    return TODAY.minusMonths(before).toString();
  }

  String words(int count) {
    var words =
        Stream.generate(() -> some("lorem.word", each -> each.lorem().word()))
            .limit(count)
            .collect(Collectors.joining(" "));
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  /** {@code text} as a part of a URL that no other record has. */
  String uniqueSlug(String kind, String text) {
    var plain =
        Normalizer.normalize(text, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", " ")
            .strip()
            .replace(' ', '-');
    var slug = plain;
    for (var i = 2; !taken.add(kind + slug); i++) {
      slug = plain + "-" + i;
    }
    return slug;
  }

  /** False if {@code value} was taken already. */
  boolean isNew(String kind, String value) {
    return taken.add(kind + value);
  }

  String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
