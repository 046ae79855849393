package dev.batchenrich.directory.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.batchenrich.directory.dump.BadLine;
import dev.batchenrich.directory.dump.ImportProgress;
import dev.batchenrich.directory.dump.ImportSummary;
import dev.batchenrich.directory.dump.LineImport;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link LocalDirectory} from dumps: files of one JSON record a line, plain or gzip.
 *
 * <p>The records are added to a copy of what the folder holds, which takes its place in one step at
 * the end: an import that fails or is killed leaves the folder as it was, and servers that read it
 * are not disturbed. Of two lines with one id the later one counts; else neither the order of lines
 * nor that of files matters.
 *
 * @param folder of the directory; created if need be
 * @param isStrict whether a bad line ends the import; otherwise it is reported and skipped
 */
public record DirectoryImport(Path folder, List<Path> dumps, boolean isStrict) {

  private static final String UNFINISHED = StoreFile.NAME + ".importing";
  private static final String LOCK = "import.lock";

  /** What an import, finished or killed, leaves in the folder. */
  private static final Set<String> OWN_FILES = Set.of(StoreFile.NAME, UNFINISHED, LOCK);

  public DirectoryImport {
    dumps = List.copyOf(dumps);
    if (dumps.isEmpty()) {
      throw new IllegalArgumentException("at least one dump is needed");
    }
  }

  /**
   * Runs the import.
   *
   * @param badLines is told of each bad line, in the order of the files
   * @throws IOException if a file cannot be read or written, saying so in one line
   * @throws IllegalArgumentException if the folder holds something else, or, when strict, at a bad
   *     line
   */
  public ImportSummary run(Consumer<BadLine> badLines) throws IOException {
    LineImport.requireReadable(dumps);
    requireOwnFolder();
    Files.createDirectories(folder);
    try (var channel = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
        var lock = tryLock(channel)) {
      if (lock == null) {
        throw new IOException("another import into %s is running".formatted(folder));
      }
      var unfinished = folder.resolve(UNFINISHED);
      Files.deleteIfExists(unfinished);
      try {
        var summary = importInto(unfinished, badLines);
        Files.move(unfinished, folder.resolve(StoreFile.NAME), ATOMIC_MOVE, REPLACE_EXISTING);
        makeDurable(folder);
        return summary;
      } finally {
        Files.deleteIfExists(unfinished);
      }
    }
  }

  private ImportSummary importInto(Path unfinished, Consumer<BadLine> badLines) throws IOException {
    var current = folder.resolve(StoreFile.NAME);
    if (Files.exists(current)) {
      try (var store = StoreFile.read(current)) {
        store.copyTo(unfinished);
      }
    }
    try (var store = StoreFile.write(unfinished);
        var writer = new StoreWriter(store)) {
      var summary =
          new LineImport(dumps, isStrict, badLines, (records, reached) -> writer.put(records))
              .run(ImportProgress.NONE);
      writer.commit();
      store.sync();
      return summary;
    }
  }

  private void requireOwnFolder() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is not a folder");
    }
    try (var files = Files.list(folder)) {
      var others =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !OWN_FILES.contains(name))
              .sorted()
              .limit(3)
              .collect(Collectors.joining(", "));
      if (!others.isEmpty()) {
        throw new IllegalArgumentException(
            "%s holds other files (%s): give a new folder or one that an import made"
                .formatted(folder, others));
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** A rename is on disk once its folder is. Some systems cannot do this, and need not. */
  private static void makeDurable(Path folder) {
    try (var channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows does not open folders.
    }
  }
}
