package dev.batchenrich.benchmark.micro;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.local.DirectoryImport;
import dev.batchenrich.directory.local.LocalDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Asks the local directory of the sample for the people of a chunk. */
@State(Scope.Thread)
@OperationsPerInvocation(Sample.SIZE)
public class LookingUp {

  private final List<String> emails = Sample.emails();
  private final Path folder;
  private final Directory directory;

  public LookingUp() {
    try {
      folder = Files.createTempDirectory("looking-up-");
      var imported = folder.resolve("directory");
      new DirectoryImport(imported, Sample.ALL.writeTo(folder), true).run(badLine -> {});
      directory = new LocalDirectory(imported);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Benchmark
  public List<@Nullable EntityRecord> locally() {
    return directory
        .lookUp(Entity.PERSON, IdentifierType.BUSINESS_EMAILS, emails)
        .toCompletableFuture()
        .join();
  }

  @TearDown
  public void close() throws IOException {
    directory.close();
    FileUtils.deleteDirectory(folder.toFile());
  }
}
