package dev.batchenrich.standalone.command;

import dev.batchenrich.standalone.progress.Progress;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** A bar for a download, whose length is known once it has begun; nothing without a terminal. */
final class ShownDownload implements AutoCloseable {

  private final PrintWriter err;
  private @Nullable Progress bar;

  ShownDownload(PrintWriter err) {
    this.err = err;
  }

  void fetched(long bytes, long all) {
    if (bar == null && Terminal.isInteractive()) {
      bar = Progress.of("bytes", all, err, true);
    }
    if (bar != null) {
      bar.processed(bytes);
    }
  }

  void note(String line) {
    if (bar == null) {
      err.println(line);
    } else {
      bar.note(line);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
