package dev.batchenrich.pipeline;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.Directory;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A directory of which a test sees what is asked and what fails, over all subtasks of the one job
 * that runs in this JVM.
 */
final class CountedDirectory implements Directory {

  static final AtomicInteger FAILED_OPENINGS = new AtomicInteger();
  static final AtomicInteger FAILED_LOOK_UPS = new AtomicInteger();
  static final Set<List<String>> UNANSWERED = ConcurrentHashMap.newKeySet();

  private final Directory directory;

  private CountedDirectory(Directory directory) {
    this.directory = directory;
  }

  static void reset() {
    FAILED_OPENINGS.set(0);
    FAILED_LOOK_UPS.set(0);
    UNANSWERED.clear();
  }

  static Directory open(String uri) throws IOException {
    try {
      return new CountedDirectory(Directories.open(uri));
    } catch (IOException e) {
      FAILED_OPENINGS.incrementAndGet();
      throw e;
    }
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    UNANSWERED.add(identifiers);
    return directory
        .lookUp(entity, type, identifiers)
        .whenComplete(
            (records, failure) -> {
              if (failure == null) {
                UNANSWERED.remove(identifiers);
              } else {
                FAILED_LOOK_UPS.incrementAndGet();
              }
            });
  }

  @Override
  public void close() {
    directory.close();
  }
}
