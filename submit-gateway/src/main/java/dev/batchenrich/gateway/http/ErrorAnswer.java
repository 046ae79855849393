package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.message.Json;
import dev.batchenrich.gateway.refusal.ErrorType;
import java.util.List;
import java.util.Map;

/** The envelope of error answers. */
record ErrorAnswer(Problem error) {

  /** Metadata is an empty list where there is nothing to say, otherwise an object. */
  record Problem(String type, String message, Object metadata) {}

  static byte[] json(ErrorType type, String message) {
    return json(type, message, Map.of());
  }

  static byte[] json(ErrorType type, String message, Map<String, ?> metadata) {
    return Json.write(
        new ErrorAnswer(
            new Problem(type.wireName(), message, metadata.isEmpty() ? List.of() : metadata)));
  }
}
