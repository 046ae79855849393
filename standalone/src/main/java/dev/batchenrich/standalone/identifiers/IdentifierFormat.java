package dev.batchenrich.standalone.identifiers;

import java.util.Locale;

/** How a file lists identifiers. */
public enum IdentifierFormat {
  /** One a line. */
  LINES,
  /** A table whose first row names the columns. */
  CSV,
  /** A list of strings or integers. */
  JSON;

  /** What the name of a file says. */
  public static IdentifierFormat of(String fileName) {
    var name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return CSV;
    }
    return name.endsWith(".json") ? JSON : LINES;
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
