package dev.batchenrich.standalone;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ends: the exit code of the process. */
public enum Exit {
  DONE(0, "it worked"),
  FAILED(1, "it did not; one line on stderr says why, the log says more"),
  USAGE(2, "the command line is wrong"),
  UNAUTHORIZED(3, "there is no API key, or the server does not know it"),
  NOT_FOUND(4, "there is no such batch, account or key"),
  UNREACHABLE(5, "the server cannot be reached, or cannot serve now"),
  BATCH_FAILED(6, "a batch ended without all its results");

  private final int code;
  private final String meaning;

  Exit(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  /** All codes and their meanings, also those of signals. */
  public static Map<String, String> meanings() {
    var meanings = new LinkedHashMap<String, String>();
    Arrays.stream(values()).forEach(exit -> meanings.put(exit.code + "", exit.meaning));
    meanings.put("130, 143", "stopped by Ctrl-C or SIGTERM");
    return meanings;
  }
}
