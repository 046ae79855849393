package dev.batchenrich.contract.identifier;

/** What text from spreadsheets and web pages carries along unseen. */
final class Text {

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

  private static boolean isUnseen(char each) {
    return Character.isWhitespace(each)
        || Character.isSpaceChar(each)
        || Character.getType(each) == Character.FORMAT;
  }
}
