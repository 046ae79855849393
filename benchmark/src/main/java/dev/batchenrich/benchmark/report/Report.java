package dev.batchenrich.benchmark.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** The figures of a run, as JSON with snake_case names. */
public final class Report {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private static final String RATIOS = "ratios";

  private final ObjectNode root = JSON.createObjectNode();

  /** Puts {@code value}, a record, a collection or a map of such or of numbers, under a name. */
  public void put(String name, Object value) {
    root.set(name, JSON.valueToTree(value));
  }

  /** Adds {@code value} to the object {@code name}, such as {@code ratios}. */
  public void add(String name, String key, Object value) {
    root.withObjectProperty(name).set(key, JSON.valueToTree(value));
  }

  /** Adds how large {@code part} is for a {@code whole} of 1, to three decimals. */
  public void addRatio(String name, double part, double whole) {
    add(RATIOS, name, Math.round(part / whole * 1000) / 1000.0);
  }

  public void printRatios(PrintWriter out) {
    root.path(RATIOS)
        .properties()
        .forEach(each -> out.printf("%-32s %6.3f%n", each.getKey(), each.getValue().asDouble()));
    out.flush();
  }

  public String json() {
    return root.toPrettyString();
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, json() + "\n");
  }
}
