package dev.batchenrich.directory.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.ImportedDirectoryContract;
import dev.batchenrich.directory.local.DirectoryImport;
import dev.batchenrich.directory.local.LocalDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** A cache answers as the directory behind it, and the second time as the first. */
class CachingDirectoryIT implements ImportedDirectoryContract {

  @TempDir Path temporary;

  @Override
  public Directory holding(List<String> records) throws Exception {
    var dump = temporary.resolve("dump.jsonl");
    Files.write(dump, records.stream().map(record -> record.replace("\n", "")).toList());
    var folder = temporary.resolve("directory");
    new DirectoryImport(folder, List.of(dump), true).run(bad -> {});
    var settings = new CacheSettings(1 << 20, Duration.ofHours(1), Duration.ofHours(1));
    return new AskedTwice(
        new CachingDirectory(
            new LocalDirectory(folder),
            new KeptAnswers(settings, Ticker.systemTicker()),
            (hits, misses) -> {}));
  }

  private record AskedTwice(Directory directory) implements Directory {

    @Override
    public CompletionStage<List<@Nullable EntityRecord>> lookUp(
        Entity entity, IdentifierType type, List<String> identifiers) {
      return directory
          .lookUp(entity, type, identifiers)
          .thenCompose(
              first ->
                  directory
                      .lookUp(entity, type, identifiers)
                      .whenComplete((second, failure) -> assertThat(second).isEqualTo(first)));
    }

    @Override
    public void close() {
      directory.close();
    }
  }
}
