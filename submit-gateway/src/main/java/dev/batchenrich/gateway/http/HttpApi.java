package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.answer.Download;
import dev.batchenrich.contract.answer.LinkSigner;
import dev.batchenrich.contract.http.EnrichCall;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.gateway.auth.ApiKeys;
import dev.batchenrich.gateway.metrics.GatewayMetrics;
import dev.batchenrich.gateway.page.WebPage;
import dev.batchenrich.gateway.ratelimit.RateLimits;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.results.ResultFiles;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The HTTP server and its routes. */
public final class HttpApi implements AutoCloseable {

  /** Each is a connection and a little memory. */
  private static final int MAX_LONG_POLLS = 1_000;

  private final HttpSettings settings;
  private final Callers callers;
  private final LinkSigner signer;
  private final ResultFiles resultFiles;
  private final @Nullable Directory directory;
  private final Supplier<Backend> backend;
  private final BooleanSupplier isReady;
  private final GatewayMetrics metrics;
  private final Clock clock;
  private final Draining draining = new Draining();
  private final LongPolls longPolls = new LongPolls(MAX_LONG_POLLS);
  private final Javalin server;

  /**
   * Starts to listen.
   *
   * @param directory what single look-ups are answered from; null to answer none
   * @param backend throws a {@link Refusal} while there is none
   * @throws IllegalArgumentException if the port is taken or may not be used
   */
  public HttpApi(
      HttpSettings settings,
      ApiKeys apiKeys,
      LinkSigner signer,
      ResultFiles resultFiles,
      @Nullable Directory directory,
      Supplier<Backend> backend,
      BooleanSupplier isReady,
      GatewayMetrics metrics,
      Clock clock) {
    this.settings = settings;
    this.callers = new Callers(apiKeys, limits(settings.requestsPerMinute()));
    this.signer = signer;
    this.resultFiles = resultFiles;
    this.directory = directory;
    this.backend = backend;
    this.isReady = isReady;
    this.metrics = metrics;
    this.clock = clock;
    server = Javalin.create(this::configure);
    try {
      server.start(settings.host(), settings.port());
    } catch (JavalinBindException e) {
      throw new IllegalArgumentException(
          "cannot listen on %s:%d: it is in use, or may not be used"
              .formatted(settings.host(), settings.port()),
          e);
    }
  }

  public int port() {
    return server.port();
  }

  /** What is served, as in {@code GET /batch/{batch_id}}. */
  public List<String> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
        .toList();
  }

  /** True while jobs can be taken and answered for, and the server is not about to stop. */
  public boolean isReady() {
    return isReady.getAsBoolean() && !draining.hasBegun();
  }

  /** Takes no more requests, after the delay, and ends those under way. */
  @Override
  public void close() {
    longPolls.release();
    draining.run(server.jettyServer().server(), settings.shutdownDelay(), settings.shutdownGrace());
    server.stop();
    longPolls.close();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    // Results are compressed as they are, and must arrive byte for byte.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.modifyServer(
        server -> {
          server.insertHandler(new LogContext());
          server.insertHandler(draining);
          server.setRequestLog(new RequestTimes(metrics));
          server.setErrorHandler(Failures::beforeRouting);
        });
    define(config.routes);
  }

  private void define(RoutesConfig routes) {
    routes.before(RequestIds::assign);
    routes.beforeMatched(RequestTimes::remember);
    routes.after(RequestBody::drain);
    var memory = BodyMemory.ofThisProcess();
    for (var entity : Entity.values()) {
      routes.post(
          "/batch/%s/enrich".formatted(entity.wireName()),
          new SubmitEndpoint(entity, callers, settings.webhookTargets(), memory, backend, metrics));
    }
    if (directory != null) {
      var lookUps = new FewLookUps(directory);
      for (var entity : Entity.values()) {
        routes.post(EnrichCall.path(entity), new EnrichEndpoint(entity, callers, memory, lookUps));
      }
    }
    var jobs =
        new JobEndpoints(
            callers, backend, new Links(signer, settings.publicUrl()), longPolls, clock);
    get(routes, "/batch", jobs::list);
    get(routes, "/batch/{batch_id}", jobs::one);
    routes.post("/batch/{batch_id}/cancel", jobs::cancel);
    for (var download : Download.values()) {
      get(
          routes,
          download.path("{batch_id}"),
          new DownloadEndpoint(download, signer, resultFiles, backend));
    }
    var webhooks = new WebhookEndpoints(callers, backend);
    get(routes, "/batch/{batch_id}/webhook/deliveries", webhooks::deliveries);
    routes.post("/batch/{batch_id}/webhook/redeliver", webhooks::redeliver);
    for (var entity : Entity.values()) {
      get(routes, "/fields/" + entity.wireName(), new FieldsEndpoint(entity));
    }
    new WebPage().define(routes);
    get(routes, "/health/live", request -> Answers.json(request, 200, new Health("live")));
    get(routes, "/health/ready", this::readiness);
    get(routes, "/openapi.json", new OpenApiEndpoint());
    Failures.define(routes);
  }

  private static @Nullable RateLimits limits(int requestsPerMinute) {
    return requestsPerMinute == 0 ? null : new RateLimits(requestsPerMinute, System::nanoTime);
  }

  private void readiness(Context request) {
    if (isReady()) {
      Answers.json(request, 200, new Health("ready"));
    } else {
      Answers.json(
          request, 503, new Health(draining.hasBegun() ? "stopping" : "waiting for Kafka"));
    }
  }

  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private record Health(String status) {}
}
