package dev.batchenrich.contract.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. */
public final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  private static final int MAX_DIGITS = 9;

  /** Three decades: whoever asks for more gets no less. */
  private static final long MAX_SECONDS = 999_999_999;

  private RetryAfter() {}

  /** How long that is from {@code now}; null if it cannot be read. */
  public static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    var text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(text.length() > MAX_DIGITS ? MAX_SECONDS : Long.parseLong(text));
    }
    try {
      return Duration.between(now, ZonedDateTime.parse(text, RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
