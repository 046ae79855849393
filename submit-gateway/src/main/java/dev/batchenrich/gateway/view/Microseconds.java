package dev.batchenrich.gateway.view;

import java.time.Instant;

/** Instants as SQLite sorts them. */
final class Microseconds {

  /** Past any sensible date; keeps what other producers may write from overflowing. */
  private static final long MAX_SECONDS = 1_000_000_000_000L;

  private Microseconds() {}

  static long of(Instant instant) {
    var seconds = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, instant.getEpochSecond()));
    return seconds * 1_000_000 + instant.getNano() / 1_000;
  }
}
