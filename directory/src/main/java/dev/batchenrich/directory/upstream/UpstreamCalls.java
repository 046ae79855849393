package dev.batchenrich.directory.upstream;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.http.EnrichCall;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryException;
import dev.batchenrich.directory.DirectoryRefusal;
import dev.batchenrich.directory.DirectorySettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Single calls, each of at most 25 identifiers that have a spelling: at the pace that is allowed,
 * and none for a while if nearly all fail.
 */
final class UpstreamCalls implements Directory {

  private static final int MAX_REASON = 200;
  private static final CompletableFuture<?> NEVER = new CompletableFuture<>();

  private final URI base;
  private final UpstreamKey key;
  private final @Nullable Pace pace;
  private final UpstreamBreaker breaker = new UpstreamBreaker();
  private final ScheduledThreadPoolExecutor clock;

  /**
   * Begins calls apart from the clock: the name of the host may have to be looked up, which waits.
   */
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(new DefaultThreadFactory("upstream-calls", true));

  private final HttpCalls http;
  private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  UpstreamCalls(URI base, UpstreamKey key, DirectorySettings settings, int users) {
    this.base = base;
    this.key = key;
    clock = new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("upstream-clock", true));
    clock.setRemoveOnCancelPolicy(true);
    pace = settings.callsPerMinute() == 0 ? null : pace(settings.callsPerMinute(), users);
    http = new HttpCalls(settings.callsAtATime(users), settings.callTimeout(), clock);
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    return lookUp(EnrichRequest.of(entity, type, identifiers), NEVER);
  }

  @Override
  public Directory until(CompletableFuture<?> unwanted) {
    return new Until(unwanted);
  }

  private CompletionStage<List<@Nullable EntityRecord>> lookUp(
      EnrichRequest request, CompletableFuture<?> unwanted) {
    var call = new Call(request, unwanted);
    underWay.add(call);
    if (isClosed) {
      call.end();
    } else {
      var turn = pace == null ? CompletableFuture.<Void>completedFuture(null) : pace.turn(unwanted);
      var unused =
          turn.thenRunAsync(call::begin, starter)
              .whenComplete(
                  (begun, failure) -> {
                    if (failure != null) {
                      call.fail(failure);
                    }
                  });
    }
    return call.answer.whenComplete((records, failure) -> underWay.remove(call));
  }

  private Pace pace(int callsPerMinute, int users) {
    return new Pace(
        Duration.ofMinutes(users).dividedBy(callsPerMinute),
        System::nanoTime,
        (nanos, task) -> {
          var unused = clock.schedule(task, nanos, TimeUnit.NANOSECONDS);
        });
  }

  private static List<@Nullable EntityRecord> records(EnrichRequest request, Reply reply) {
    if (reply.status() != Reply.OK) {
      throw failure(reply);
    }
    try {
      return ReplyReader.read(request, reply.body());
    } catch (IllegalArgumentException e) {
      var reason = String.valueOf(e.getMessage());
      throw new DirectoryException(
          "the reply cannot be trusted: "
              + reason.substring(0, Math.min(reason.length(), MAX_REASON)),
          e);
    }
  }

  /** What the question is to blame for cannot become better; a key or a path may be corrected. */
  private static RuntimeException failure(Reply reply) {
    var message = "the upstream answered " + reply.status();
    return switch (reply.status()) {
      case 400, 413, 415, 422 -> new DirectoryRefusal(message);
      default -> new DirectoryException(message, null, reply.retryAfter());
    };
  }

  @Override
  public void close() {
    isClosed = true;
    clock.shutdownNow();
    starter.shutdownNow();
    http.close();
    underWay.forEach(Call::end);
  }

  /** From when it is wanted until it is answered. */
  private final class Call {

    private final EnrichRequest request;
    private final CompletableFuture<?> unwanted;
    private final CompletableFuture<List<@Nullable EntityRecord>> answer =
        new CompletableFuture<>();

    Call(EnrichRequest request, CompletableFuture<?> unwanted) {
      this.request = request;
      this.unwanted = unwanted;
    }

    void begin() {
      if (unwanted.isDone()) {
        fail(new CancellationException("it is not wanted"));
        return;
      }
      breaker
          .guard(this::post)
          .whenComplete(
              (records, failure) -> {
                if (failure == null) {
                  answer.complete(records);
                } else {
                  fail(failure);
                }
              });
    }

    private CompletionStage<List<@Nullable EntityRecord>> post() {
      var url = URI.create(base + EnrichCall.path(request.entity()));
      return http.post(url, key.authorization(), request.json())
          .thenApply(reply -> records(request, reply));
    }

    void fail(Throwable failure) {
      answer.completeExceptionally(UpstreamBreaker.cause(failure));
    }

    void end() {
      fail(new IllegalStateException("the directory is closed"));
    }
  }

  /** Begins no calls once they are not wanted. */
  private final class Until implements Directory {

    private final CompletableFuture<?> unwanted;

    Until(CompletableFuture<?> unwanted) {
      this.unwanted = unwanted;
    }

    @Override
    public CompletionStage<List<@Nullable EntityRecord>> lookUp(
        Entity entity, IdentifierType type, List<String> identifiers) {
      return UpstreamCalls.this.lookUp(EnrichRequest.of(entity, type, identifiers), unwanted);
    }

    @Override
    public void close() {
      UpstreamCalls.this.close();
    }
  }
}
