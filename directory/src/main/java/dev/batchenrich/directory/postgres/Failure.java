package dev.batchenrich.directory.postgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Set;

/** Failures of a database in words, none of which is a password. */
final class Failure {

  /** SQLSTATE of a table or a schema that does not exist. */
  private static final Set<String> MISSING = Set.of("42P01", "3F000");

  private Failure() {}

  /** Version 0 if there are no tables. */
  static Future<Integer> noneIfMissing(Throwable failure) {
    return failure instanceof PgException answer && MISSING.contains(answer.getSqlState())
        ? Future.succeededFuture(0)
        : Future.failedFuture(failure);
  }

  /** {@code failure} in one line. */
  static String message(PostgresUri uri, Throwable failure) {
    var text = text(failure);
    return "%s: %s".formatted(uri, text.lines().findFirst().orElse(text));
  }

  /** The words of the database itself, where they are wrapped into others. */
  private static String text(Throwable failure) {
    if (failure instanceof PgException answer) {
      return answer.getErrorMessage();
    }
    var cause = failure.getCause();
    if (!(failure instanceof SQLException) && cause != null) {
      return text(cause);
    }
    var message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
