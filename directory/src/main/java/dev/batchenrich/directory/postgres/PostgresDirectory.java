package dev.batchenrich.directory.postgres;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryException;
import dev.batchenrich.directory.dump.IdentifierKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The directory in a database that {@link PostgresImport} filled. A chunk is one query and one
 * round trip; answers come on a thread of the client.
 */
public final class PostgresDirectory implements Directory {

  private static final long OPEN_SECONDS = 30;

  /**
   * For each key the record of its best candidate. The subqueries make the planner go by the
   * indexes for each key, whatever it believes of the tables' sizes.
   */
  private static final String LOOK_UP =
      """
      SELECT wanted.position, best.id,
        (SELECT record.families FROM batch_enrich.record
          WHERE record.entity = $1 AND record.id = best.id)
      FROM unnest($2::bytea[]) WITH ORDINALITY AS wanted (key, position)
      CROSS JOIN LATERAL (
        SELECT id FROM batch_enrich.identifier
        WHERE identifier.entity = $1 AND identifier.key = wanted.key
        ORDER BY is_primary DESC, headcount DESC, id
        LIMIT 1) AS best
      """;

  private final PostgresUri uri;
  private final SqlClient client;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /**
   * Opens the directory in the database at {@code uri}.
   *
   * @throws IOException if it cannot be reached or there is none, saying so in one line
   */
  public PostgresDirectory(PostgresUri uri) throws IOException {
    this(uri, Patience.DEFAULT);
  }

  PostgresDirectory(PostgresUri uri, Patience patience) throws IOException {
    this.uri = uri;
    var vertx = SharedVertx.acquire();
    try {
      client = Clients.asynchronous(uri, patience, vertx);
    } catch (IOException | RuntimeException e) {
      SharedVertx.release();
      throw e;
    }
    try {
      Schema.requireReadable(uri, version());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private int version() throws IOException {
    try {
      return client
          .query(Schema.SELECT_VERSION)
          .execute()
          .map(rows -> rows.iterator().next().getInteger(0))
          .recover(Failure::noneIfMissing)
          .toCompletionStage()
          .toCompletableFuture()
          .get(OPEN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(Failure.message(uri, e), e);
    } catch (TimeoutException e) {
      throw new IOException("%s did not answer within %d seconds".formatted(uri, OPEN_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("%s was not waited for".formatted(uri), e);
    }
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    if (isClosed.get()) {
      return CompletableFuture.failedFuture(new IllegalStateException("the directory is closed"));
    }
    var distinct = List.copyOf(new LinkedHashSet<>(identifiers));
    var keys =
        distinct.stream()
            .map(identifier -> Buffer.buffer(IdentifierKey.of(type, identifier)))
            .toArray(Buffer[]::new);
    return client
        .preparedQuery(LOOK_UP)
        .execute(Tuple.of(EntityCode.of(entity)).addArrayOfBuffer(keys))
        .map(rows -> inOrder(identifiers, distinct, rows))
        .recover(
            failure ->
                Future.failedFuture(new DirectoryException(Failure.message(uri, failure), failure)))
        .toCompletionStage();
  }

  private static List<@Nullable EntityRecord> inOrder(
      List<String> identifiers, List<String> distinct, RowSet<Row> rows) {
    var records = new HashMap<String, EntityRecord>();
    for (var row : rows) {
      // Null if someone deleted the record alone.
      var families = row.getBuffer(2);
      if (families != null) {
        records.put(
            distinct.get(row.getInteger(0) - 1),
            StoredFamilies.decode(row.getLong(1), families.getBytes()));
      }
    }
    var found = new ArrayList<@Nullable EntityRecord>(identifiers.size());
    identifiers.forEach(identifier -> found.add(records.get(identifier)));
    return Collections.unmodifiableList(found);
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      Closing.await(client.close());
      SharedVertx.release();
    }
  }
}
