package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.http.EnrichCall;
import dev.batchenrich.gateway.refusal.Refusal;
import io.javalin.http.Context;

/** Requires callers to name the version of the API that they were written for. */
final class ApiVersion {

  private ApiVersion() {}

  static void require(Context request) {
    var version = request.header(EnrichCall.VERSION_HEADER);
    if (version == null) {
      throw Refusal.invalid("Missing required header: " + EnrichCall.VERSION_HEADER);
    }
    if (!version.equals(EnrichCall.VERSION)) {
      throw Refusal.invalid(
          "Unsupported %s; supported versions: %s"
              .formatted(EnrichCall.VERSION_HEADER, EnrichCall.VERSION));
    }
  }
}
