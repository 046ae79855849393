package dev.batchenrich.gateway.intake;

import java.util.ArrayList;
import java.util.List;

/** Cuts a list of identifiers into pieces that fit a message. */
final class Pieces {

  /** With the rest of a chunk this stays well below the 1 MB that Kafka takes by default. */
  static final int MAX_BYTES = 768 * 1024;

  /** The most that a character takes in a message: a backslash, a u and four digits. */
  private static final int BYTES_PER_CHARACTER = 6;

  private static final int QUOTES_AND_COMMA = 3;

  private Pieces() {}

  /** Consecutive parts, each of at most {@code size} identifiers and {@value #MAX_BYTES} bytes. */
  static List<List<String>> of(List<String> identifiers, int size) {
    var pieces = new ArrayList<List<String>>();
    var start = 0;
    var bytes = 0;
    for (var i = 0; i < identifiers.size(); i++) {
      var length = QUOTES_AND_COMMA + BYTES_PER_CHARACTER * identifiers.get(i).length();
      if (i > start && (i - start == size || bytes + length > MAX_BYTES)) {
        pieces.add(identifiers.subList(start, i));
        start = i;
        bytes = 0;
      }
      bytes += length;
    }
    pieces.add(identifiers.subList(start, identifiers.size()));
    return pieces;
  }
}
