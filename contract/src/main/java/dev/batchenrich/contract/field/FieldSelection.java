package dev.batchenrich.contract.field;

import static dev.batchenrich.contract.field.JsonTokens.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.EntityRecord.Family;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a record a batch asked for: the id, the default families and the selected fields. A
 * family that is selected whole is copied as it is; one of which only parts are selected is parsed.
 */
public final class FieldSelection {

  private final byte[] idField;
  private final Selected root = new Selected("");

  /** The defaults of {@code entity} and {@code fields}; what no record has selects nothing. */
  public FieldSelection(Entity entity, List<String> fields) {
    var catalogue = FieldCatalogue.of(entity);
    idField = quoted(entity.idField());
    catalogue.defaults().forEach(root::select);
    fields.forEach(root::select);
  }

  /**
   * Appends the selected part of {@code record} to {@code out}, one compact JSON object in UTF-8.
   */
  public void write(EntityRecord record, ByteArrayOutputStream out) {
    out.write('{');
    out.writeBytes(idField);
    out.writeBytes(Long.toString(record.id()).getBytes(UTF_8));
    for (var family : record.families()) {
      var selected = root.below.get(family.name());
      if (selected != null) {
        out.write(',');
        out.writeBytes(selected.key);
        if (selected.whole) {
          family.writeTo(out);
        } else {
          writeParts(family, selected, out);
        }
      }
    }
    out.write('}');
  }

  private static void writeParts(Family family, Selected selected, ByteArrayOutputStream out) {
    try (var parser = JSON.createParser(family.bytes(), family.offset(), family.length());
        var generator = JSON.createGenerator(out)) {
      parser.nextToken();
      selected.copy(parser, generator);
    } catch (IOException e) {
      throw new UncheckedIOException("a directory's record is JSON", e);
    }
  }

  private static byte[] quoted(String name) {
    return ('"' + name + "\":").getBytes(UTF_8);
  }

  /**
   * A node of the tree of selected paths: a leaf is selected whole, of others what is below them.
   */
  private static final class Selected {

    private final Map<String, Selected> below = new HashMap<>();
    private final byte[] key;
    private boolean whole;

    Selected(String name) {
      key = quoted(name);
    }

    void select(String path) {
      var dot = path.indexOf('.');
      var segment = dot < 0 ? path : path.substring(0, dot);
      var child = below.computeIfAbsent(segment, Selected::new);
      if (dot < 0) {
        child.whole = true;
      } else {
        child.select(path.substring(dot + 1));
      }
    }

    /**
     * Copies what is selected of the value that {@code parser} is at. Lists keep their length, and
     * a value that has no parts, such as null, stays in the place of its parts.
     */
    void copy(JsonParser parser, JsonGenerator generator) throws IOException {
      var token = parser.currentToken();
      if (!whole && token == JsonToken.START_ARRAY) {
        generator.writeStartArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          copy(parser, generator);
        }
        generator.writeEndArray();
      } else if (!whole && token == JsonToken.START_OBJECT) {
        generator.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          var name = parser.currentName();
          parser.nextToken();
          var child = below.get(name);
          if (child == null) {
            parser.skipChildren();
          } else {
            generator.writeFieldName(name);
            child.copy(parser, generator);
          }
        }
        generator.writeEndObject();
      } else {
        JsonTokens.copyValue(parser, generator);
      }
    }
  }
}
