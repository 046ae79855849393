package dev.batchenrich.standalone.records;

import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.local.DirectoryImport;
import dev.batchenrich.standalone.DataFolder;
import dev.batchenrich.standalone.sample.SampleRecords;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.flink.util.FileUtils;

/** The directory of the fictional records. */
public final class SampleDirectory {

  private SampleDirectory() {}

  /** Imports the records into the data folder, unless they are there. */
  public static void makeIfMissing(DataFolder folder) throws IOException {
    try (var existing = Directories.open(ServedDirectory.sample(folder).settings(), 1)) {
      return;
    } catch (IOException e) {
      make(folder);
    }
  }

  private static void make(DataFolder folder) throws IOException {
    FileUtils.deleteDirectory(folder.sample().toFile());
    var dumps = new SampleRecords().writeTo(Files.createDirectories(folder.temporary()));
    new DirectoryImport(folder.sample(), dumps, true)
        .run(
            badLine -> {
              throw new IllegalStateException("the sample holds a bad line: " + badLine);
            });
  }
}
