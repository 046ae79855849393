package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.message.Json;
import dev.batchenrich.gateway.refusal.ErrorType;
import java.util.List;
import java.util.Map;

/** The envelope of error answers. */
record ErrorAnswer(Error error) {

  /** Metadata is an empty list where there is nothing to say, otherwise an object. */
  record Error(String type, String message, Object metadata) {}

  static byte[] json(ErrorType type, String message) {
    return json(type, message, Map.of());
  }

  static byte[] json(ErrorType type, String message, Map<String, ?> metadata) {
    return Json.write(
        new ErrorAnswer(
            new Error(type.wireName(), message, metadata.isEmpty() ? List.of() : metadata)));
  }
}
