package dev.batchenrich.directory.local;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.directory.DirectoryContract.ids;
import static dev.batchenrich.directory.ImportedDirectoryContract.company;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.ImportedDirectoryContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoryIT implements ImportedDirectoryContract {

  @TempDir Path temporary;

  @Override
  public Directory holding(List<String> records) throws Exception {
    return Directories.open("local:" + importing(records));
  }

  private Path importing(List<String> records) throws IOException {
    var dump = Files.createTempFile(temporary, "dump", ".jsonl");
    Files.write(dump, records.stream().map(record -> record.replace("\n", "")).toList());
    var folder = temporary.resolve("directory-of-" + dump.getFileName());
    new DirectoryImport(folder, List.of(dump), true).run(bad -> {});
    return folder;
  }

  @Test
  void neitherOrderNorSplittingOfDumpsMatters() throws Exception {
    var records = new ArrayList<String>();
    for (var id = 1; id <= 60; id++) {
      records.add(company(id, "Name " + id % 7, id % 3));
    }
    var names = new String[] {"name 0", "name 1", "name 2", "name 3", "name 4", "name 5", "name 6"};
    try (var inOrder = holding(records)) {
      var expected = ids(inOrder, COMPANY, NAMES, names);
      var random = new Random(5);
      for (var round = 0; round < 5; round++) {
        Collections.shuffle(records, random);
        var folder = importing(records.subList(0, 20));
        for (var start = 20; start < 60; start += 20) {
          var dump = temporary.resolve("part");
          Files.write(dump, records.subList(start, start + 20));
          new DirectoryImport(folder, List.of(dump), true).run(bad -> {});
        }
        try (var shuffled = new LocalDirectory(folder)) {
          assertThat(ids(shuffled, COMPANY, NAMES, names)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void severalMayBeOpenOnOneFolderAndCloseWhileOthersLookUp() throws Exception {
    var folder = importing(List.of(ACME, BOLT));
    var link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    Callable<Void> openLookUpClose =
        () -> {
          for (var i = 0; i < 300; i++) {
            try (var directory = new LocalDirectory(i % 2 == 0 ? folder : link)) {
              assertThat(ids(directory, COMPANY, NAMES, "acme", "bolt")).containsExactly(21L, 22L);
            }
          }
          return null;
        };
    var threads = Executors.newFixedThreadPool(8);
    try {
      for (var done : threads.invokeAll(Collections.nCopies(8, openLookUpClose))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void goesOnAnsweringFromTheStoreItOpenedWhenANewOneTakesItsPlace() throws Exception {
    var folder = importing(List.of(company(1, "Old", 1)));
    try (var before = new LocalDirectory(folder)) {
      var dump = temporary.resolve("more.jsonl");
      Files.writeString(dump, company(1, "New", 1));
      new DirectoryImport(folder, List.of(dump), true).run(bad -> {});

      assertThat(ids(before, COMPANY, NAMES, "old", "new")).containsExactly(1L, null);
    }
    try (var after = new LocalDirectory(folder)) {
      assertThat(ids(after, COMPANY, NAMES, "old", "new")).containsExactly(null, 1L);
    }
  }

  @Test
  void readsAStoreThatItMayNotWrite() throws Exception {
    var folder = importing(List.of(BOLT));
    assertThat(folder.resolve("records.mdb").toFile().setReadOnly()).isTrue();
    try (var directory = new LocalDirectory(folder)) {
      assertThat(ids(directory, COMPANY, NAMES, "bolt")).containsExactly(22L);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("records.mdb", "import.lock");
    }
  }

  @Test
  void aFolderWithoutAStoreSaysHowToImport() throws Exception {
    var empty = Files.createDirectory(temporary.resolve("empty"));
    assertThatThrownBy(() -> Directories.open("local:" + empty))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s holds no directory: build one with 'batch-enrich import --to %s FILE...'",
            empty, empty);
    assertThatThrownBy(() -> Directories.open("local:" + temporary.resolve("missing")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no directory");
  }

  @Test
  void aFileThatIsNoStoreIsRefused() throws Exception {
    var folder = Files.createDirectory(temporary.resolve("other"));
    Files.writeString(folder.resolve("records.mdb"), "something else".repeat(1_000));
    assertThatThrownBy(() -> new LocalDirectory(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("records.mdb cannot be opened");
    Files.writeString(folder.resolve("records.mdb"), "");
    assertThatThrownBy(() -> new LocalDirectory(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void aStoreThatIsCutOffIsRefused() throws Exception {
    var folder = importing(List.of(ACME, BOLT));
    try (var file = Files.newByteChannel(folder.resolve("records.mdb"), StandardOpenOption.WRITE)) {
      file.truncate(file.size() - 4_096);
    }
    assertThatThrownBy(() -> new LocalDirectory(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is cut off");
  }
}
