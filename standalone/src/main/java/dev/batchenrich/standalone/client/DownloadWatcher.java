package dev.batchenrich.standalone.client;

/** Is told how far a download is. */
public interface DownloadWatcher {

  /**
   * Tells that {@code bytes} are there.
   *
   * @param all bytes of the file; -1 if the server does not say
   */
  void fetched(long bytes, long all);
}
