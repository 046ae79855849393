package dev.batchenrich.pipeline.schedule;

import java.util.HashSet;
import java.util.Set;

/**
 * Who is served at one receiver, and who waits in line.
 *
 * @param underWay names of the attempts that are being made
 * @param first the number of the first in line
 * @param next the number that the next to join the line gets
 */
public record Turns(Set<String> underWay, long first, long next) {

  static final Turns NONE = new Turns(Set.of(), 0, 0);

  public Turns {
    underWay = Set.copyOf(underWay);
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

  Turns begun(String attempt) {
    var more = new HashSet<>(underWay);
    more.add(attempt);
    return new Turns(more, first, next);
  }

  Turns ended(String attempt) {
    var less = new HashSet<>(underWay);
    less.remove(attempt);
    return new Turns(less, first, next);
  }
}
