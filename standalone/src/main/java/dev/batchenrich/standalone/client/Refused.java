package dev.batchenrich.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.batchenrich.contract.http.RetryAfter;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The server answered, but not with what it was asked for; the message ends with a hint. */
public final class Refused extends CannotGoOn {

  private static final int TOO_MANY = 429;
  private static final String TOO_MANY_ACTIVE = "too_many_active_batches";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int status;
  private final String type;
  private final @Nullable Duration retryAfter;

  private Refused(
      Exit exit, int status, String type, @Nullable Duration retryAfter, String message) {
    super(exit, message);
    this.status = status;
    this.type = type;
    this.retryAfter = retryAfter;
  }

  static Refused of(HttpResponse<?> response, String body) {
    var json = parse(body);
    var error = json.path("error");
    var message = error.path("message").asText(json.path("message").asText(""));
    var type = error.path("type").asText("");
    var status = response.statusCode();
    return new Refused(
        exit(status),
        status,
        type,
        RetryAfter.parse(response.headers().firstValue("Retry-After").orElse(null), Instant.now()),
        message.isEmpty() ? foreign(response) : message + hint(response, type, error));
  }

  /** True if the account has as many jobs under way as it may have. */
  public boolean isTooManyActive() {
    return type.equals(TOO_MANY_ACTIVE);
  }

  /** True if the same request may succeed a little later, whatever becomes of any job. */
  boolean isPassing() {
    return status >= 500 || (status == TOO_MANY && !isTooManyActive());
  }

  /** True if it is certain that the request has come to nothing. */
  public boolean isFinal() {
    return status < 500;
  }

  /** When to try again; zero if the server does not say. */
  public Duration retryAfter() {
    return Objects.requireNonNullElse(retryAfter, Duration.ZERO);
  }

  private static Exit exit(int status) {
    return switch (status) {
      case 401 -> Exit.UNAUTHORIZED;
      case 404 -> Exit.NOT_FOUND;
      case 429, 502, 503, 504 -> Exit.UNREACHABLE;
      default -> Exit.FAILED;
    };
  }

  private static String hint(HttpResponse<?> response, String type, JsonNode error) {
    var available = error.path("metadata").path("available_fields");
    if (available.isArray()) {
      var families =
          StreamSupport.stream(available.spliterator(), false)
              .map(field -> field.asText().replaceFirst("\\..*", ""))
              .distinct()
              .collect(Collectors.joining(", "));
      return "; families are " + families;
    }
    return switch (response.statusCode()) {
      case 401 -> "; is BATCH_ENRICH_API_KEY a key of " + origin(response) + "?";
      case 404 ->
          " (%s); 'batch-enrich list' shows your batches"
              .formatted(response.request().uri().getPath());
      case 413 -> "; a smaller --job-size makes smaller requests";
      case 409 -> type.equals("idempotency_conflict") ? " (--idempotency-key)" : "";
      case 429 ->
          type.equals(TOO_MANY_ACTIVE)
              ? "; 'batch-enrich list --status processing' shows them"
              : "";
      case 500 ->
          "; request id "
              + response.headers().firstValue("x-request-id").orElse("unknown")
              + ", for whoever runs the server";
      default -> "";
    };
  }

  /** An answer that this API does not give. */
  private static String foreign(HttpResponse<?> response) {
    return "%s answered %s %s with %d; is BATCH_ENRICH_URL right?"
        .formatted(
            origin(response),
            response.request().method(),
            response.uri().getPath(),
            response.statusCode());
  }

  private static String origin(HttpResponse<?> response) {
    return "%s://%s".formatted(response.uri().getScheme(), response.uri().getAuthority());
  }

  private static JsonNode parse(String body) {
    try {
      return Objects.requireNonNullElse(JSON.readTree(body), MissingNode.getInstance());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
