package dev.batchenrich.contract.webhook;

import java.io.Serializable;
import java.util.regex.Pattern;

/** Consecutive TCP ports, both ends included. */
public record PortRange(int first, int last) implements Serializable {

  static final int MAX_PORT = 65_535;

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

  public PortRange {
    if (first < 1 || last < first || last > MAX_PORT) {
      throw new IllegalArgumentException(
          "a range of ports must ascend within 1 to %d, is %d-%d".formatted(MAX_PORT, first, last));
    }
  }

  /** Reads {@code 443} or {@code 1024-65535}. */
  static PortRange parse(String text) {
    var range = TEXT.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException("'%s' is no range of ports".formatted(text));
    }
    var first = Integer.parseInt(range.group(1));
    return new PortRange(first, range.group(2) == null ? first : Integer.parseInt(range.group(2)));
  }

  boolean contains(int port) {
    return port >= first && port <= last;
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
