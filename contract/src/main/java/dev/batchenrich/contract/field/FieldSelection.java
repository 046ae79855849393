package dev.batchenrich.contract.field;

import static dev.batchenrich.contract.field.JsonTokens.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import dev.batchenrich.contract.Entity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a record a batch asked for: the id, the default families and the selected fields. A
 * family that is selected whole is copied as it is; one of which only parts are selected is parsed.
 */
public final class FieldSelection {

  private final byte[] idField;
  private final Map<String, TokenFilter> filters = new HashMap<>();

  /**
   * The defaults of {@code entity} and {@code fields}.
   *
   * @throws IllegalArgumentException naming the fields that the catalogue does not know
   */
  public FieldSelection(Entity entity, List<String> fields) {
    var catalogue = FieldCatalogue.of(entity);
    var unsupported = catalogue.unsupported(fields);
    if (!unsupported.isEmpty()) {
      throw new IllegalArgumentException("unsupported fields: " + unsupported);
    }
    idField = quoted(entity.idField());
    var root = new Selected();
    catalogue.defaults().forEach(root::select);
    fields.forEach(root::select);
    filters.putAll(root.below);
  }

  /**
   * Appends the selected part of {@code record} to {@code out}, one compact JSON object in UTF-8.
   */
  public void write(EntityRecord record, ByteArrayOutputStream out) {
    out.write('{');
    out.writeBytes(idField);
    out.writeBytes(Long.toString(record.id()).getBytes(UTF_8));
    for (var family : record.families()) {
      var filter = filters.get(family.name());
      if (filter != null) {
        out.write(',');
        out.writeBytes(quoted(family.name()));
        if (filter == TokenFilter.INCLUDE_ALL) {
          out.writeBytes(family.json());
        } else {
          writeParts(family.json(), filter, out);
        }
      }
    }
    out.write('}');
  }

  private static void writeParts(byte[] json, TokenFilter filter, ByteArrayOutputStream out) {
    try (var parser = JSON.createParser(json);
        var generator = JSON.createGenerator(out);
        var filtered =
            new FilteringGeneratorDelegate(
                generator, filter, Inclusion.INCLUDE_ALL_AND_PATH, true)) {
      parser.nextToken();
      filtered.copyCurrentStructureExact(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("a directory's record is JSON", e);
    }
  }

  private static byte[] quoted(String name) {
    return ('"' + name + "\":").getBytes(UTF_8);
  }

  /** A node of the tree of selected paths; what is not in the tree is left out. */
  private static final class Selected extends TokenFilter {

    private final Map<String, TokenFilter> below = new HashMap<>();

    void select(String path) {
      var dot = path.indexOf('.');
      if (dot < 0) {
        below.put(path, INCLUDE_ALL);
      } else if (below.computeIfAbsent(path.substring(0, dot), segment -> new Selected())
          instanceof Selected branch) {
        branch.select(path.substring(dot + 1));
      }
    }

    @Override
    public @Nullable TokenFilter includeProperty(String name) {
      return below.get(name);
    }

    @Override
    public boolean includeEmptyObject(boolean contentsFiltered) {
      return true;
    }

    @Override
    public boolean includeEmptyArray(boolean contentsFiltered) {
      return true;
    }

    @Override
    protected boolean _includeScalar() {
      return false;
    }
  }
}
