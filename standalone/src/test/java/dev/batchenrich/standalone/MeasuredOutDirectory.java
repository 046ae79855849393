package dev.batchenrich.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers as many look-ups of each batch as the test allows, and lets the others wait. The people
 * of batch b are {@code b-0@example.com}, {@code b-1@example.com} and so on, of whom each seventh
 * is not known.
 */
public final class MeasuredOutDirectory implements Directory {

  private static final int UNKNOWN = 7;

  /** One for all subtasks, because they are in the JVM of the test. */
  private static final ConcurrentHashMap<String, Allowance> ALLOWANCES = new ConcurrentHashMap<>();

  /** Allows so many look-ups of {@code batch} more. */
  public static void allow(int batch, int count) {
    allowance(String.valueOf(batch)).add(count);
  }

  /** How many look-ups of {@code batch} were answered. */
  static int answered(int batch) {
    return allowance(String.valueOf(batch)).answered();
  }

  public static String email(int batch, int person) {
    return "%d-%d@example.com".formatted(batch, person);
  }

  public static boolean isKnown(int person) {
    return person % UNKNOWN != 0;
  }

  /** The line of the results file. */
  static String line(int batch, int person) {
    return """
        {"original_identifier":"%1$s","internal_id":%2$d,"data":{"crustdata_person_id":%2$d,"basic_profile":{"name":"Person %2$d"}}}"""
        .formatted(email(batch, person), person);
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    var batch = identifiers.get(0).substring(0, identifiers.get(0).indexOf('-'));
    return allowance(batch).next().thenApply(allowed -> answer(identifiers));
  }

  private static Allowance allowance(String batch) {
    return ALLOWANCES.computeIfAbsent(batch, key -> new Allowance());
  }

  private static List<@Nullable EntityRecord> answer(List<String> identifiers) {
    var records = new ArrayList<@Nullable EntityRecord>();
    for (var email : identifiers) {
      var person = Integer.parseInt(email.replaceFirst(".*-(\\d+)@.*", "$1"));
      var profile = "{\"name\":\"Person %d\"}".formatted(person).getBytes(UTF_8);
      var families = List.of(new EntityRecord.Family("basic_profile", profile));
      records.add(isKnown(person) ? new EntityRecord(person, families) : null);
    }
    return records;
  }

  /** There is nothing to close. */
  @Override
  public void close() {}

  private static final class Allowance {

    private final Queue<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
    private int left;
    private int answered;

    CompletableFuture<Boolean> next() {
      var lookUp = new CompletableFuture<Boolean>();
      synchronized (this) {
        waiting.add(lookUp);
      }
      letGo();
      return lookUp;
    }

    void add(int count) {
      synchronized (this) {
        left += count;
      }
      letGo();
    }

    synchronized int answered() {
      return answered;
    }

    private void letGo() {
      while (true) {
        CompletableFuture<Boolean> next;
        synchronized (this) {
          next = left > 0 ? waiting.poll() : null;
          if (next == null) {
            return;
          }
          left--;
          answered++;
        }
        next.complete(true);
      }
    }
  }
}
