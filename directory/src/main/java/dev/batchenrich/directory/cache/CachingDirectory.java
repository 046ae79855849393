package dev.batchenrich.directory.cache;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.Retries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A directory that remembers answers: of a look-up only what it does not remember is asked for, in
 * one look-up. What fails is not remembered. Look-ups at the same time do not wait for each other:
 * each asks for what neither remembers.
 */
public final class CachingDirectory implements Directory {

  private final Directory directory;
  private final KeptAnswers answers;
  private final CacheMeter meter;
  private volatile boolean isClosed;

  CachingDirectory(Directory directory, KeptAnswers answers, CacheMeter meter) {
    this.directory = directory;
    this.answers = answers;
    this.meter = meter;
  }

  /**
   * Remembers what {@code directory}, which it closes with itself, answers. All that are opened
   * with the same {@code settings} in this JVM (within a class loader) share one memory, so that
   * its size is a bound for the process, however many subtasks there are.
   */
  public static CachingDirectory over(Directory directory, DirectorySettings settings) {
    return new CachingDirectory(directory, KeptAnswers.sharedBy(settings), (hits, misses) -> {});
  }

  /** This directory, which it closes with itself, telling {@code newMeter} of look-ups. */
  public CachingDirectory metered(CacheMeter newMeter) {
    return new CachingDirectory(directory, answers, newMeter);
  }

  /** Repeats what is asked of the directory behind, not what is remembered. */
  @Override
  public Directory retrying(Retries retries) {
    return new CachingDirectory(directory.retrying(retries), answers, meter);
  }

  @Override
  public Directory until(CompletableFuture<?> unwanted) {
    return new CachingDirectory(directory.until(unwanted), answers, meter);
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    if (isClosed) {
      return CompletableFuture.failedFuture(new IllegalStateException("the directory is closed"));
    }
    var known = new HashMap<String, Answer>();
    var unknown = new ArrayList<String>();
    for (var identifier : new LinkedHashSet<>(identifiers)) {
      var answer = answers.get(entity, type, identifier);
      if (answer == null) {
        unknown.add(identifier);
      } else {
        known.put(identifier, answer);
      }
    }
    meter.lookedUp(known.size(), unknown.size());
    if (unknown.isEmpty()) {
      return CompletableFuture.completedFuture(inOrder(identifiers, known));
    }
    return directory
        .lookUp(entity, type, unknown)
        .thenApply(
            records -> {
              requireSize(unknown.size(), records.size());
              for (var i = 0; i < unknown.size(); i++) {
                var answer = new Answer(records.get(i));
                answers.put(entity, type, unknown.get(i), answer);
                known.put(unknown.get(i), answer);
              }
              return inOrder(identifiers, known);
            });
  }

  private static void requireSize(int asked, int answered) {
    if (asked != answered) {
      throw new IllegalStateException(
          "it gave %d answers to %d identifiers".formatted(answered, asked));
    }
  }

  private static List<@Nullable EntityRecord> inOrder(
      List<String> identifiers, Map<String, Answer> answers) {
    var records = new ArrayList<@Nullable EntityRecord>(identifiers.size());
    for (var identifier : identifiers) {
      records.add(Objects.requireNonNull(answers.get(identifier)).record());
    }
    return Collections.unmodifiableList(records);
  }

  @Override
  public void close() {
    isClosed = true;
    directory.close();
  }
}
