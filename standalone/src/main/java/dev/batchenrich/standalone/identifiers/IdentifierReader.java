package dev.batchenrich.standalone.identifiers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads identifiers in UTF-8.
 *
 * @param column of a table that holds them; null if it has only one
 * @param delimiter between the columns of a table
 */
public record IdentifierReader(IdentifierFormat format, @Nullable String column, char delimiter) {

  private static final int BYTE_ORDER_MARK = '\uFEFF';

  /**
   * Reads {@code in} to its end.
   *
   * @throws IllegalArgumentException saying in one line what cannot be read, and where
   */
  public Identifiers read(InputStream in) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()));
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return switch (format) {
        case LINES -> withoutBlanks(reader.lines().toList());
        case CSV -> withoutBlanks(cells(reader));
        case JSON -> withoutBlanks(list(reader));
      };
    } catch (CharacterCodingException e) {
      throw notUtf8(e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException coding) {
        throw notUtf8(coding);
      }
      throw e.getCause();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "")),
          e);
    }
  }

  private List<String> cells(BufferedReader reader) throws IOException {
    var table =
        CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .readerForListOf(String.class)
            .with(CsvSchema.emptySchema().withColumnSeparator(delimiter));
    try (var rows = table.<List<String>>readValues(reader)) {
      var index = rows.hasNextValue() ? index(rows.nextValue()) : 0;
      var cells = new ArrayList<String>();
      while (rows.hasNextValue()) {
        var row = rows.nextValue();
        cells.add(index < row.size() ? Objects.requireNonNullElse(row.get(index), "") : "");
      }
      return cells;
    }
  }

  private int index(List<String> firstRow) {
    var header = firstRow.stream().map(String::strip).toList();
    if (column != null && Collections.frequency(header, column.strip()) > 1) {
      throw new IllegalArgumentException("several columns are called '" + column + "'");
    }
    var index = column == null ? (header.size() == 1 ? 0 : -1) : header.indexOf(column.strip());
    if (index < 0) {
      throw new IllegalArgumentException(
          "--column must name one of %s%s"
              .formatted(String.join(", ", header), column == null ? "" : ", is '" + column + "'"));
    }
    return index;
  }

  private static List<String> list(BufferedReader reader) throws IOException {
    try (var parser = new JsonFactory().createParser(reader)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IllegalArgumentException("JSON must be a list of identifiers");
      }
      var entries = new ArrayList<String>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.VALUE_STRING
            && parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
          throw new IllegalArgumentException(
              "line %d: entry %,d of the list must be a string or an integer"
                  .formatted(parser.currentTokenLocation().getLineNr(), entries.size() + 1));
        }
        entries.add(parser.getText());
      }
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException(
            "line %d: nothing may follow the list"
                .formatted(parser.currentTokenLocation().getLineNr()));
      }
      return entries;
    }
  }

  private static Identifiers withoutBlanks(List<String> all) {
    var entries = all.stream().map(String::strip).filter(entry -> !entry.isEmpty()).toList();
    return new Identifiers(entries, all.size() - entries.size());
  }

  private static IllegalArgumentException notUtf8(CharacterCodingException e) {
    return new IllegalArgumentException("it is not UTF-8", e);
  }
}
