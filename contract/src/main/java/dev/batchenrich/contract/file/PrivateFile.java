package dev.batchenrich.contract.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only its owner reads, and that is there whole or not at all. */
public final class PrivateFile {

  private PrivateFile() {}

  /** Makes {@code file}, or replaces it; its folder is made if need be. */
  public static void write(Path file, byte[] content) throws IOException {
    Files.move(draft(file, content), file, ATOMIC_MOVE);
  }

  /**
   * Makes {@code file}; its folder is made if need be.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists, or another process has just made
   *     it
   */
  public static void create(Path file, byte[] content) throws IOException {
    var draft = draft(file, content);
    try {
      Files.createLink(file, draft);
    } finally {
      Files.delete(draft);
    }
  }

  private static Path draft(Path file, byte[] content) throws IOException {
    var folder = Files.createDirectories(file.toAbsolutePath().getParent());
    var draft = Files.createTempFile(folder, file.getFileName().toString(), ".new", ownerOnly());
    return Files.write(draft, content);
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
