package dev.batchenrich.contract.field;

import static dev.batchenrich.contract.field.JsonTokens.JSON;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.batchenrich.contract.Entity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * A person or company as a directory knows it, in pieces that can be copied without parsing.
 *
 * @param id its {@code crustdata_person_id} or {@code crustdata_company_id}
 * @param families its top-level fields besides the id, in the order of the catalogue
 */
public record EntityRecord(long id, List<Family> families) {

  /**
   * A top-level field of a record, whose value is a part of {@code bytes}: so the families of a
   * record can lie in one array.
   *
   * @param offset where the value, compact JSON in UTF-8, begins
   * @param length of the value in bytes
   */
  public record Family(String name, byte[] bytes, int offset, int length) {

    public Family {
      Objects.checkFromIndexSize(offset, length, bytes.length);
    }

    /** A family whose value is the whole of {@code json}. */
    public Family(String name, byte[] json) {
      this(name, json, 0, json.length);
    }

    /** A copy of the value. */
    public byte[] json() {
      return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** Appends the value to {@code out}. */
    public void writeTo(ByteArrayOutputStream out) {
      out.write(bytes, offset, length);
    }
  }

  public EntityRecord {
    families = List.copyOf(families);
  }

  /**
   * The record in {@code json}, one object in UTF-8. Fields that the catalogue does not know are
   * left out.
   *
   * @throws IllegalArgumentException saying in one line what is wrong with it
   */
  public static EntityRecord parse(Entity entity, byte[] json) {
    try (var parser = JSON.createParser(json)) {
      parser.nextToken();
      var record = read(entity, parser, json);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one JSON value");
      }
      return record;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The record in the object that {@code parser}, which reads {@code json}, is at. It is left at
   * the object's end.
   *
   * @throws IllegalArgumentException saying in one line what is wrong with it
   * @throws JsonProcessingException if it is no JSON
   */
  public static EntityRecord read(Entity entity, JsonParser parser, byte[] json)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not a JSON object");
    }
    var values = new LinkedHashMap<String, byte[]>();
    var catalogue = FieldCatalogue.of(entity);
    Long id = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      var value = parser.nextToken();
      if (name.equals(entity.idField())) {
        if (value != JsonToken.VALUE_NUMBER_INT
            || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            || parser.getLongValue() <= 0) {
          throw new IllegalArgumentException(
              entity.idField() + " must be a positive integer, is " + parser.getText());
        }
        id = parser.getLongValue();
      } else if (catalogue.families().contains(name)) {
        values.put(name, JsonTokens.compactValue(parser, json));
      } else {
        parser.skipChildren();
      }
    }
    if (id == null) {
      throw new IllegalArgumentException(entity.idField() + " is missing");
    }
    var families = new ArrayList<Family>(values.size());
    for (var name : catalogue.families()) {
      var value = values.get(name);
      if (value != null) {
        families.add(new Family(name, value));
      }
    }
    return new EntityRecord(id, families);
  }
}
