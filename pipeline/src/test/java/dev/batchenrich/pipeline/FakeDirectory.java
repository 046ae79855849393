package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Knows {@code <n>@example.com} as the person n, gives no answer to a question that holds {@link
 * #UNREACHABLE}, knows nobody else, and takes its time.
 */
final class FakeDirectory implements Directory {

  static final String UNREACHABLE = "unreachable@example.com";
  private static final String DOMAIN = "@example.com";

  private final Executor later;

  FakeDirectory(Duration latency) {
    later = CompletableFuture.delayedExecutor(latency.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The addresses of the people 1 to {@code count}, to be changed at will. */
  static List<String> emails(int count) {
    return new ArrayList<>(
        IntStream.rangeClosed(1, count).mapToObj(person -> person + DOMAIN).toList());
  }

  /** The lines of results that they resolve to, to be changed at will. */
  static List<String> lines(int count) {
    return new ArrayList<>(
        IntStream.rangeClosed(1, count)
            .mapToObj(
                person ->
                    """
                    {"original_identifier":"%1$d@example.com","internal_id":%1$d,"data":{"crustdata_person_id":%1$d,"basic_profile":{"name":"Person %1$d"}}}"""
                        .formatted(person))
            .toList());
  }

  /** The line of a list of unresolved positions. */
  static String unresolved(int position, String identifier, String reason) {
    return """
        {"position":%d,"original_identifier":"%s","reason":"%s"}"""
        .formatted(position, identifier, reason);
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    return CompletableFuture.supplyAsync(() -> answer(identifiers), later);
  }

  private static List<@Nullable EntityRecord> answer(List<String> identifiers) {
    if (identifiers.contains(UNREACHABLE)) {
      throw new IllegalStateException("connection refused");
    }
    var records = new ArrayList<@Nullable EntityRecord>();
    for (var identifier : identifiers) {
      records.add(identifier.matches("\\d+" + DOMAIN) ? person(identifier) : null);
    }
    return records;
  }

  /** The person behind one of these addresses. */
  static int number(String email) {
    return Integer.parseInt(email.replace(DOMAIN, ""));
  }

  private static EntityRecord person(String email) {
    var id = number(email);
    var profile = "{\"name\":\"Person %d\"}".formatted(id).getBytes(UTF_8);
    return new EntityRecord(id, List.of(new EntityRecord.Family("basic_profile", profile)));
  }

  @Override
  public void close() {}
}
