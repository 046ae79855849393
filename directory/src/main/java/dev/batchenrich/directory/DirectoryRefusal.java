package dev.batchenrich.directory;

/** A directory does not accept a question; asking it again would not change that. */
public final class DirectoryRefusal extends RuntimeException {

  public DirectoryRefusal(String message) {
    super(message);
  }
}
