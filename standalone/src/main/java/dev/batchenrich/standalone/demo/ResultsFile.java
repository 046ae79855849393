package dev.batchenrich.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.standalone.CannotGoOn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A downloaded results file, read to its end.
 *
 * @param identifiers the original identifier of each line
 * @param firstLine as it is; empty if there is none
 */
public record ResultsFile(Path path, List<String> identifiers, String firstLine) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public ResultsFile {
    identifiers = List.copyOf(identifiers);
  }

  /** Reads the file; one that is cut off or is no gzip file fails. */
  public static ResultsFile read(Path path) throws IOException {
    var identifiers = new ArrayList<String>();
    var first = "";
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (identifiers.isEmpty()) {
          first = line;
        }
        identifiers.add(JSON.readTree(line).path("original_identifier").asText());
      }
    }
    return new ResultsFile(path, identifiers, first);
  }

  /** Checks that the lines are those of {@code expected}, each once, in that order. */
  public void requireExactly(List<String> expected) {
    if (!identifiers.equals(expected)) {
      throw new CannotGoOn(
          "%s holds %d lines that are not the %d expected ones in submission order"
              .formatted(path, identifiers.size(), expected.size()));
    }
  }

  /** The first record, readable, of at most {@code lines} lines. */
  String firstRecord(int lines) throws IOException {
    JsonNode record = JSON.readTree(firstLine);
    var all = record.toPrettyString().lines().toList();
    var shown = String.join("\n", all.subList(0, Math.min(lines, all.size())));
    return all.size() <= lines
        ? shown
        : "%s%n  ... (%d more lines)".formatted(shown, all.size() - lines);
  }
}
