package dev.batchenrich.standalone.identifiers;

import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Chunk;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a file lists, without white space around it.
 *
 * @param blanks entries that hold nothing, and are left out
 */
public record Identifiers(List<String> entries, int blanks) {

  private static final Pattern ID = Pattern.compile("0*[1-9][0-9]{0,18}");

  public Identifiers {
    entries = List.copyOf(entries);
  }

  /**
   * Finds before anything is submitted what a server would refuse.
   *
   * @throws IllegalArgumentException naming the first entry that cannot be of {@code type}
   */
  public void requireFit(IdentifierType type) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("there are no identifiers in it");
    }
    for (var i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      if (entry.length() > Chunk.MAX_IDENTIFIER_LENGTH) {
        throw new IllegalArgumentException(
            "identifier %,d must be at most %,d characters long, has %,d"
                .formatted(i + 1, Chunk.MAX_IDENTIFIER_LENGTH, entry.length()));
      }
      if (type == IdentifierType.COMPANY_IDS && !ID.matcher(entry).matches()) {
        throw new IllegalArgumentException(
            "identifier %,d must be a positive integer, is '%s'".formatted(i + 1, entry));
      }
    }
  }
}
