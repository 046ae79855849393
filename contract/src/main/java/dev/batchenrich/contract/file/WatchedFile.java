package dev.batchenrich.contract.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says. It is read again when it changes; while it cannot be read, what was last read
 * holds.
 */
public final class WatchedFile<T> {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);

  private final String name;
  private final Path path;
  private final Reader<T> reader;
  private volatile Loaded<T> loaded;
  private volatile boolean isGone;

  /** Makes sense of a file. */
  public interface Reader<T> {
    /**
     * Reads {@code file}.
     *
     * @throws IllegalArgumentException saying in one line what is wrong with it; never what it
     *     holds, which may be secret
     */
    T read(Path file) throws IOException;
  }

  /**
   * Reads {@code path}.
   *
   * @param name what it is to administrators: {@code API key file}
   * @throws IllegalArgumentException saying in one line why the file cannot be used
   */
  public WatchedFile(String name, Path path, Reader<T> reader) {
    this.name = name;
    this.path = path;
    this.reader = reader;
    try {
      loaded = new Loaded<>(Stamp.of(path), reader.read(path));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("the %s %s does not exist".formatted(name, path), e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the %s %s is no UTF-8".formatted(name, path), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the %s %s cannot be read: %s".formatted(name, path, e), e);
    }
  }

  /** What it says now. */
  public T content() {
    var current = loaded;
    var stamp = stamp();
    return stamp == null || stamp.equals(current.stamp) ? current.content : reload(stamp);
  }

  /** The stamp is kept also when reading fails, so that a bad file is reported once. */
  private synchronized T reload(Stamp stamp) {
    if (!loaded.stamp.equals(stamp)) {
      var content = loaded.content;
      try {
        content = reader.read(path);
        LOG.info("Read again: {} {}", name, path);
      } catch (CharacterCodingException e) {
        LOG.error("Not read, what was last read holds: {} {} is no UTF-8", name, path);
      } catch (IOException | IllegalArgumentException e) {
        LOG.error("Not read, what was last read holds: {} {}", name, e.getMessage());
      }
      loaded = new Loaded<>(stamp, content);
    }
    return loaded.content;
  }

  /**
   * Null while the file cannot be reached, which editors cause for a moment when they replace it.
   */
  private @Nullable Stamp stamp() {
    try {
      var stamp = Stamp.of(path);
      isGone = false;
      return stamp;
    } catch (IOException e) {
      if (!isGone) {
        isGone = true;
        LOG.warn("Not there, what was last read holds: {} {}", name, path);
      }
      return null;
    }
  }

  private record Loaded<T>(Stamp stamp, T content) {}

  private record Stamp(FileTime modified, long size, @Nullable Object fileKey) {

    static Stamp of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }
}
