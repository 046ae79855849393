package dev.batchenrich.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.batchenrich.contract.identifier.Text;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.gateway.refusal.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a list of strings, or one string with commas. Entries of a list are taken whole; entries of
 * a string are trimmed, and empty ones skipped.
 */
final class StringList {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");

  private final JsonParser parser;
  private final String key;
  private final boolean ids;
  private final List<String> entries = new ArrayList<>();

  /**
   * The list that the parser stands at.
   *
   * @param key what messages call it
   * @param ids whether the entries are positive integers, which may also be written as numbers
   */
  StringList(JsonParser parser, String key, boolean ids) {
    this.parser = parser;
    this.key = key;
    this.ids = ids;
  }

  List<String> read(int maxEntries) throws IOException {
    switch (parser.currentToken()) {
      case START_ARRAY -> readArray();
      case VALUE_STRING -> readText(parser.getText());
      default ->
          throw Refusal.invalid(
              "%s must be a list of %s or one comma-separated string"
                  .formatted(key, ids ? "integers" : "strings"));
    }
    if (entries.size() > maxEntries) {
      throw Refusal.invalid(
          "%s must hold at most %,d entries, holds %,d".formatted(key, maxEntries, entries.size()));
    }
    return entries;
  }

  private void readArray() throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var token = parser.currentToken();
      if (token != JsonToken.VALUE_STRING && !(ids && token == JsonToken.VALUE_NUMBER_INT)) {
        throw invalidEntry(ids ? "an integer or a string of digits" : "a string");
      }
      add(parser.getText());
    }
  }

  private void readText(String text) {
    for (var start = 0; start <= text.length(); ) {
      var comma = text.indexOf(',', start);
      var end = comma < 0 ? text.length() : comma;
      var entry = text.substring(start, end).strip();
      if (!entry.isEmpty()) {
        add(entry);
      }
      start = end + 1;
    }
  }

  private void add(String entry) {
    if (entry.isBlank()) {
      throw invalidEntry("a non-blank string");
    }
    if (entry.length() > Chunk.MAX_IDENTIFIER_LENGTH) {
      throw invalidEntry("at most %,d characters long".formatted(Chunk.MAX_IDENTIFIER_LENGTH));
    }
    if (ids && !isPositiveLong(entry)) {
      throw invalidEntry("a positive integer of at most %d".formatted(Long.MAX_VALUE));
    }
    // JSON can escape half a surrogate pair.
    if (!Text.isWellFormed(entry)) {
      throw invalidEntry("valid Unicode, without half surrogate pairs");
    }
    entries.add(entry);
  }

  private Refusal invalidEntry(String allowed) {
    return Refusal.invalid("%s[%d] must be %s".formatted(key, entries.size(), allowed));
  }

  private static boolean isPositiveLong(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return false;
    }
    try {
      return Long.parseLong(text) > 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
