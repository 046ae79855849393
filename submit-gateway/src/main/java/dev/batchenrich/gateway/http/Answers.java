package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.message.Json;
import io.javalin.http.Context;

/** Writes answers in JSON. */
final class Answers {

  private static final String JSON = "application/json";

  private Answers() {}

  static void json(Context request, int status, Record body) {
    json(request, status, Json.write(body));
  }

  static void json(Context request, int status, byte[] body) {
    request.status(status).contentType(JSON).result(body);
  }
}
