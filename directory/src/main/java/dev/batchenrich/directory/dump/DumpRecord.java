package dev.batchenrich.directory.dump;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.EntityRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The record in a line of a dump, with the identifiers that lead to it. */
public record DumpRecord(Entity entity, EntityRecord record, List<RecordIdentifiers.Link> links) {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /**
   * The record in {@code line}: a person or a company, as the id at its top level tells.
   *
   * @throws IllegalArgumentException saying in one line what is wrong with it
   */
  static DumpRecord parse(byte[] line) {
    if (line.length > DumpReader.MAX_LINE_BYTES) {
      throw new IllegalArgumentException(
          "longer than %d MiB".formatted(DumpReader.MAX_LINE_BYTES >> 20));
    }
    var entity = entity(line);
    var record = EntityRecord.parse(entity, line);
    return new DumpRecord(entity, record, RecordIdentifiers.of(entity, record));
  }

  private static Entity entity(byte[] line) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not valid UTF-8", e);
    }
    var entities = entities(line);
    if (entities.size() != 1) {
      throw new IllegalArgumentException(
          "must have either %s or %s, has %s"
              .formatted(
                  Entity.PERSON.idField(),
                  Entity.COMPANY.idField(),
                  entities.isEmpty() ? "neither" : "both"));
    }
    return entities.iterator().next();
  }

  private static Set<Entity> entities(byte[] line) {
    var entities = EnumSet.noneOf(Entity.class);
    try (var parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        for (var entity : Entity.values()) {
          if (parser.currentName().equals(entity.idField())) {
            entities.add(entity);
          }
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return entities;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
