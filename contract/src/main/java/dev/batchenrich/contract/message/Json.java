package dev.batchenrich.contract.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;

/**
 * The messages as JSON: snake_case names, absent instead of null, instants in ISO-8601 (UTC).
 * Reading is strict about types and ranges and ignores keys it does not know, so that a version can
 * grow.
 */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule().addDeserializer(Instant.class, new StrictInstant()))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private Json() {}

  /** The message in UTF-8. */
  public static byte[] write(Record message) {
    try {
      return MAPPER.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a valid message has a JSON form", e);
    }
  }

  /**
   * The message in {@code utf8}.
   *
   * @throws IllegalArgumentException saying in one line what is wrong with it
   */
  public static <T extends Record> T read(byte[] utf8, Class<T> type) {
    return read(utf8, type, reader(type));
  }

  /** The same by {@code reader}. */
  static <T extends Record> T read(byte[] utf8, Class<T> type, ObjectReader reader) {
    try {
      var message = reader.readValue(utf8, type);
      if (message == null) {
        throw new IllegalArgumentException("must be one JSON object");
      }
      return message;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(Misfit.describe(e), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Reads messages, or parts of them. */
  static ObjectReader reader(Class<? extends Record> type) {
    return MAPPER.readerFor(type);
  }

  /** What stands for {@code constant}, of an enum, in messages. */
  static String nameOf(Object constant) {
    return MAPPER.convertValue(constant, String.class);
  }
}
