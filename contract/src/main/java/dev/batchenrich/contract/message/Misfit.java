package dev.batchenrich.contract.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a message, for whoever wrote it: the field, and what is allowed there. */
final class Misfit {

  private Misfit() {}

  /** One line: {@code batch.entity: must be one of person, company}. */
  static String describe(JsonProcessingException failure) {
    if (failure instanceof ValueInstantiationException refused
        && refused.getCause() instanceof IllegalArgumentException reason) {
      return String.valueOf(reason.getMessage());
    }
    var allowed = allowed(targetType(failure));
    if (!(failure instanceof JsonMappingException misplaced) || allowed == null) {
      return failure.getOriginalMessage();
    }
    var path = path(misplaced.getPath());
    return path.isEmpty() ? "must be " + allowed : path + ": must be " + allowed;
  }

  private static @Nullable Class<?> targetType(JsonProcessingException failure) {
    if (failure instanceof MismatchedInputException mismatched) {
      return mismatched.getTargetType();
    }
    return failure.getCause() instanceof InputCoercionException range
        ? range.getTargetType()
        : null;
  }

  private static @Nullable String allowed(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Json::nameOf)
              .collect(Collectors.joining(", "));
    }
    if (type == int.class || type == long.class) {
      return "an integer of at most %d bits".formatted(type == int.class ? 32 : 64);
    }
    if (type == String.class) {
      return "a string";
    }
    if (type == Instant.class) {
      return "a time such as 2026-01-02T03:04:05Z";
    }
    if (List.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type.isRecord() ? "one JSON object" : null;
  }

  private static String path(List<JsonMappingException.Reference> references) {
    var path = new StringBuilder();
    for (var reference : references) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }
}
