package dev.batchenrich.directory.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.FieldCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The question of one call. It asks for all families: selecting among them is not the upstream's
 * business, so that one answer serves whatever was asked for.
 */
record EnrichRequest(Entity entity, IdentifierType type, List<String> spellings) {

  private static final JsonFactory JSON = new JsonFactory();

  /** The question for {@code identifiers}, which all have a spelling. */
  static EnrichRequest of(Entity entity, IdentifierType type, List<String> identifiers) {
    var spellings = new ArrayList<String>(identifiers.size());
    for (var identifier : identifiers) {
      spellings.add(Objects.requireNonNull(Spelling.of(entity, type, identifier)));
    }
    return new EnrichRequest(entity, type, spellings);
  }

  byte[] json() {
    var out = new ByteArrayOutputStream();
    try (var generator = JSON.createGenerator(out)) {
      generator.writeStartObject();
      generator.writeArrayFieldStart(type.wireName());
      for (var spelling : spellings) {
        if (type == IdentifierType.COMPANY_IDS) {
          generator.writeNumber(spelling);
        } else {
          generator.writeString(spelling);
        }
      }
      generator.writeEndArray();
      generator.writeArrayFieldStart("fields");
      for (var family : FieldCatalogue.of(entity).families()) {
        generator.writeString(family);
      }
      generator.writeEndArray();
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be written", e);
    }
    return out.toByteArray();
  }
}
