package dev.batchenrich.gateway.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** {@code GET /openapi.json}: what this API takes and answers, for programs (OpenAPI 3.1). */
final class OpenApiEndpoint implements Handler {

  private final byte[] document;

  OpenApiEndpoint() {
    try (var resource = OpenApiEndpoint.class.getResourceAsStream("openapi.json")) {
      document = Objects.requireNonNull(resource, "openapi.json").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.json cannot be read", e);
    }
  }

  @Override
  public void handle(Context request) {
    Answers.json(request, 200, document);
  }
}
