package dev.batchenrich.standalone.command;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;

/** Durations as options give them: {@code 5 s}, {@code 24h}. */
final class DurationText {

  private DurationText() {}

  /**
   * The duration that {@code text} is.
   *
   * @param objection begins the message of the exception if it is none
   */
  static Duration parse(String text, String objection) {
    try {
      // Flink reads a bare number as milliseconds, which nobody means here.
      var hasUnit = !text.isBlank() && !Character.isDigit(text.charAt(text.length() - 1));
      return TimeUtils.parseDuration(hasUnit ? text : "");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s '%s'".formatted(objection, text), e);
    }
  }
}
