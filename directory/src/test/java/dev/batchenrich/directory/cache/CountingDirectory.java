package dev.batchenrich.directory.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.EntityRecord.Family;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Knows every number as the record with that id, and keeps what it was asked. */
final class CountingDirectory implements Directory {

  static final int RECORD_BYTES = 1_000;

  final List<List<String>> asked = new ArrayList<>();

  /** How many of the next look-ups fail. */
  int failures;

  boolean isShortOfOne;
  boolean isClosed;

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    asked.add(List.copyOf(identifiers));
    if (failures > 0) {
      failures--;
      return CompletableFuture.failedFuture(new DirectoryException("down", null));
    }
    var records = new ArrayList<@Nullable EntityRecord>();
    for (var identifier : identifiers) {
      records.add(identifier.matches("\\d+") ? record(Long.parseLong(identifier)) : null);
    }
    return CompletableFuture.completedFuture(
        isShortOfOne ? records.subList(1, records.size()) : records);
  }

  private static EntityRecord record(long id) {
    var json = "\"%s\"".formatted("x".repeat(RECORD_BYTES - 2)).getBytes(UTF_8);
    return new EntityRecord(id, List.of(new Family("basic_info", json)));
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
