package dev.batchenrich.gateway.intake;

import java.util.ArrayList;
import java.util.List;

/** Cuts a list of identifiers into pieces that fit a message. */
final class Pieces {

  /** With the rest of a chunk this stays well below the 1 MB that Kafka takes by default. */
  static final int MAX_BYTES = 512 * 1024;

  private Pieces() {}

  /** Consecutive parts, each of at most {@code size} identifiers and {@value #MAX_BYTES} bytes. */
  static List<List<String>> of(List<String> identifiers, int size) {
    var pieces = new ArrayList<List<String>>();
    var start = 0;
    var bytes = 0;
    for (var i = 0; i < identifiers.size(); i++) {
      var length = jsonLength(identifiers.get(i));
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

  /** The bytes that {@code text} takes in a message: quoted, escaped, in UTF-8, with a comma. */
  private static int jsonLength(String text) {
    var length = 3;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c < ' ' || Character.isSurrogate(c)) {
        length += 6;
      } else if (c < 0x80) {
        length += c == '"' || c == '\\' ? 2 : 1;
      } else {
        length += c < 0x800 ? 2 : 3;
      }
    }
    return length;
  }
}
