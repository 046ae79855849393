package dev.batchenrich.directory.local;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The directory in a folder that {@link DirectoryImport} built. Look-ups are answered from memory
 * before they return. It goes on answering from the store that it opened when a newer one takes its
 * place.
 */
public final class LocalDirectory implements Directory {

  private final SharedStore store;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /**
   * Opens the directory in {@code folder}.
   *
   * @throws IOException if there is none, saying so in one line
   */
  public LocalDirectory(Path folder) throws IOException {
    var file = folder.resolve(StoreFile.NAME);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s holds no directory: build one with 'batch-enrich import --to %s FILE...'"
              .formatted(folder, folder));
    }
    store = SharedStore.open(file);
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    if (isClosed.get()) {
      return CompletableFuture.failedFuture(new IllegalStateException("the directory is closed"));
    }
    try {
      return CompletableFuture.completedFuture(store.lookUp(entity, type, identifiers));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      store.release();
    }
  }
}
