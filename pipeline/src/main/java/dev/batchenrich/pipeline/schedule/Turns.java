package dev.batchenrich.pipeline.schedule;

import java.util.HashMap;
import java.util.Map;

/**
 * Who is served at one receiver, and who waits in line.
 *
 * @param underWay names of the attempts that are being made, and when each began, in epoch
 *     milliseconds
 * @param first the number of the first in line
 * @param next the number that the next to join the line gets
 */
public record Turns(Map<String, Long> underWay, long first, long next) {

  static final Turns NONE = new Turns(Map.of(), 0, 0);

  public Turns {
    underWay = Map.copyOf(underWay);
  }

  boolean hasLine() {
    return first < next;
  }

  /** When one more joins the line, as number {@link #next}. */
  Turns joined() {
    return new Turns(underWay, first, next + 1);
  }

  /** When the first in line has left it. */
  Turns served() {
    return new Turns(underWay, first + 1, next);
  }

  Turns begun(String attempt, long now) {
    var more = new HashMap<>(underWay);
    more.put(attempt, now);
    return new Turns(more, first, next);
  }

  Turns ended(String attempt) {
    var less = new HashMap<>(underWay);
    less.remove(attempt);
    return new Turns(less, first, next);
  }

  /** Without attempts that began before {@code time}, whose outcome will not come any more. */
  Turns since(long time) {
    var recent = new HashMap<>(underWay);
    recent.values().removeIf(began -> began < time);
    return new Turns(recent, first, next);
  }
}
