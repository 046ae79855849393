package dev.batchenrich.standalone.records;

import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a server looks records up in.
 *
 * @param settings which open it
 * @param origin why it is this one
 */
public record ServedDirectory(DirectorySettings settings, Origin origin) {

  /** Where a directory comes from. */
  public enum Origin {
    /** Named by the user. */
    GIVEN,
    /** Imported by the user into the data folder. */
    IMPORTED,
    /** Fictional, because there is no other. */
    SAMPLE
  }

  /**
   * The one at {@code given} or, without it, what the data folder holds: the user's own records or,
   * without them, the sample.
   *
   * @throws CannotGoOn if it cannot be opened
   */
  public static ServedDirectory of(@Nullable DirectorySettings given, DataFolder folder) {
    if (given != null) {
      return new ServedDirectory(given, Origin.GIVEN).opened();
    }
    if (Files.exists(folder.directory())) {
      return new ServedDirectory(local(folder.directory()), Origin.IMPORTED).opened();
    }
    return sample(folder);
  }

  /** The sample, whatever else the data folder holds. */
  public static ServedDirectory sample(DataFolder folder) {
    return new ServedDirectory(local(folder.sample()), Origin.SAMPLE);
  }

  private ServedDirectory opened() {
    try {
      Directories.open(settings, 1).close();
      return this;
    } catch (IOException | IllegalArgumentException e) {
      throw CannotGoOn.because(e);
    }
  }

  private static DirectorySettings local(Path folder) {
    return DirectorySettings.of("local:" + folder);
  }
}
