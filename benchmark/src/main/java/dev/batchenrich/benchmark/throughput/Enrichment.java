package dev.batchenrich.benchmark.throughput;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.FieldSelection;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.SubmittedIdentifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The work itself, from identifiers to a file, the same for everybody but us: look-ups, selection
 * of fields and lines are those of the job {@code enrich}.
 */
record Enrichment(Directory directory, FieldSelection selection, Deflate deflate) {

  /** Begins {@code file}, under a temporary name. */
  ResultFile begin(Path file) throws IOException {
    return deflate.isOurs() ? new SegmentedFile(this, file) : new JdkGzipFile(this, file);
  }

  /** Tells of each identifier that resolves, in their order. */
  void lookUp(List<String> identifiers, BiConsumer<String, EntityRecord> found) {
    var records =
        new SubmittedIdentifiers(Entity.PERSON, IdentifierType.BUSINESS_EMAILS, identifiers)
            .lookUpIn(directory)
            .toCompletableFuture()
            .join();
    for (var i = 0; i < identifiers.size(); i++) {
      var record = records.get(i);
      if (record != null) {
        found.accept(identifiers.get(i), record);
      }
    }
  }

  static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName());
  }

  static void publish(Path file) throws IOException {
    Files.move(temporary(file), file, ATOMIC_MOVE);
  }
}
