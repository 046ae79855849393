package dev.batchenrich.contract.identifier;

/** What text from callers, spreadsheets and web pages is made of. */
public final class Text {

  private Text() {}

  /**
   * {@code text} without white space of any kind at its ends, nor characters without width, such as
   * the byte order mark.
   */
  static String trim(String text) {
    var start = 0;
    var end = text.length();
    while (start < end && isUnseen(text.charAt(start))) {
      start++;
    }
    while (end > start && isUnseen(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /**
   * False for half of a surrogate pair, which no UTF-8 can carry: it would turn into a question
   * mark.
   */
  public static boolean isWellFormed(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  static boolean hasWhitespace(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnseen(char each) {
    return Character.isWhitespace(each)
        || Character.isSpaceChar(each)
        || Character.getType(each) == Character.FORMAT;
  }
}
