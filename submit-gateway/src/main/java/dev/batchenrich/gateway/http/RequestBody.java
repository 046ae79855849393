package dev.batchenrich.gateway.http;

import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;

/** Reads the body of a request, if it says that it is JSON and is not too long. */
final class RequestBody {

  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final Pattern JSON =
      Pattern.compile("\\s*application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private RequestBody() {}

  static byte[] read(Context request) {
    var contentType = request.header("Content-Type");
    if (contentType == null || !JSON.matcher(contentType).matches()) {
      throw new Refusal(ErrorType.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json");
    }
    if (request.header("Content-Encoding") != null) {
      throw new Refusal(
          ErrorType.UNSUPPORTED_MEDIA_TYPE, "The body must be sent without Content-Encoding");
    }
    if (request.req().getContentLengthLong() > MAX_BYTES) {
      throw tooLarge();
    }
    var body = readAll(request);
    if (body.length > MAX_BYTES) {
      throw tooLarge();
    }
    return body;
  }

  /** What goes wrong here is the caller's connection, or how it cuts the body into pieces. */
  private static byte[] readAll(Context request) {
    try {
      return request.bodyInputStream().readNBytes(MAX_BYTES + 1);
    } catch (IOException | HttpException.RuntimeException e) {
      throw Refusal.invalid("The body could not be read to its end");
    }
  }

  /**
   * Reads and drops what is left of a body that is refused: a client that is still sending would
   * otherwise find the connection closed and never see the answer.
   */
  static void drain(Context request) {
    try {
      if (request.header("Expect") == null) {
        request.bodyInputStream().skip(2L * MAX_BYTES);
      }
    } catch (IOException | HttpException.RuntimeException e) {
      // The client has gone away.
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(
        ErrorType.PAYLOAD_TOO_LARGE, "The body must be at most %,d bytes".formatted(MAX_BYTES));
  }
}
