package dev.batchenrich.standalone;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** The program cannot do what it was asked to; the message tells its user why, in one line. */
public class CannotGoOn extends RuntimeException {

  private final Exit exit;

  public CannotGoOn(String message) {
    this(Exit.FAILED, message);
  }

  public CannotGoOn(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  public CannotGoOn(String message, Throwable cause) {
    this(Exit.FAILED, message, cause);
  }

  public CannotGoOn(Exit exit, String message, Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  /** How the process ends for it. */
  public Exit exit() {
    return exit;
  }

  /** For the same reason as {@code cause}, whose message is fit to be read. */
  public static CannotGoOn because(Exception cause) {
    return new CannotGoOn(reason(cause), cause);
  }

  /** What went wrong, in words: the messages of {@code java.nio.file} are mere paths. */
  public static String reason(Exception cause) {
    if (cause instanceof FileSystemException failure && failure.getReason() == null) {
      return failure.getFile() + ": " + kind(failure);
    }
    return Objects.requireNonNullElseGet(cause.getMessage(), cause::toString);
  }

  private static String kind(FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return "access denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "is a file, not a folder";
    }
    return failure.getClass().getSimpleName();
  }
}
