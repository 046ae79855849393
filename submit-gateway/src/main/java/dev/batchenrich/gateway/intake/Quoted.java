package dev.batchenrich.gateway.intake;

/** A caller's own text as messages repeat it: in quotes, on one line, not too long. */
final class Quoted {

  private static final int MAX_LENGTH = 100;

  private Quoted() {}

  static String text(String text) {
    var cut = text.length() > MAX_LENGTH;
    var printable = new StringBuilder("'");
    text.codePoints()
        .limit(MAX_LENGTH)
        .map(c -> Character.isISOControl(c) || isSurrogate(c) ? '?' : c)
        .forEach(printable::appendCodePoint);
    return printable.append(cut ? "...'" : "'").toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }
}
