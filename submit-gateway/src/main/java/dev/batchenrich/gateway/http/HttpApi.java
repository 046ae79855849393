package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.answer.LinkSigner;
import dev.batchenrich.contract.http.EnrichCall;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.gateway.auth.ApiKeys;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.results.ResultFiles;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;

/** The HTTP server and its routes. */
public final class HttpApi implements AutoCloseable {

  private final ApiKeys apiKeys;
  private final LinkSigner signer;
  private final ResultFiles resultFiles;
  private final @Nullable URI publicUrl;
  private final WebhookTargets webhookTargets;
  private final @Nullable Directory directory;
  private final Supplier<Backend> backend;
  private final BooleanSupplier isReady;
  private final Javalin server;

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @param publicUrl what links begin with; null for the address that the caller used
   * @param directory what single look-ups are answered from; null to answer none
   * @param backend throws a {@link Refusal} while there is none
   * @param grace how long requests under way may take when the server stops
   * @throws IllegalArgumentException if the port is taken or may not be used
   */
  public HttpApi(
      String host,
      int port,
      ApiKeys apiKeys,
      LinkSigner signer,
      ResultFiles resultFiles,
      @Nullable URI publicUrl,
      WebhookTargets webhookTargets,
      @Nullable Directory directory,
      Supplier<Backend> backend,
      BooleanSupplier isReady,
      Duration grace) {
    this.apiKeys = apiKeys;
    this.signer = signer;
    this.resultFiles = resultFiles;
    this.publicUrl = publicUrl;
    this.webhookTargets = webhookTargets;
    this.directory = directory;
    this.backend = backend;
    this.isReady = isReady;
    server = Javalin.create(config -> configure(config, grace));
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new IllegalArgumentException(
          "cannot listen on %s:%d: it is in use, or may not be used".formatted(host, port), e);
    }
  }

  public int port() {
    return server.port();
  }

  /** Takes no more requests and ends those under way. */
  @Override
  public void close() {
    server.stop();
  }

  private void configure(JavalinConfig config, Duration grace) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    // Results are compressed as they are, and must arrive byte for byte.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(grace.toMillis());
          server.insertHandler(new GracefulHandler());
          server.setErrorHandler(Failures::beforeRouting);
        });
    define(config.routes);
  }

  private void define(RoutesConfig routes) {
    routes.before(RequestIds::assign);
    routes.after(RequestBody::drain);
    var memory = BodyMemory.ofThisProcess();
    for (var entity : Entity.values()) {
      routes.post(
          "/batch/%s/enrich".formatted(entity.wireName()),
          new SubmitEndpoint(entity, apiKeys, webhookTargets, memory, backend));
    }
    if (directory != null) {
      var lookUps = new FewLookUps(directory);
      for (var entity : Entity.values()) {
        routes.post(EnrichCall.path(entity), new EnrichEndpoint(entity, apiKeys, memory, lookUps));
      }
    }
    var jobs = new JobEndpoints(apiKeys, backend, new Links(signer, publicUrl));
    get(routes, "/batch", jobs::list);
    get(routes, "/batch/{batch_id}", jobs::one);
    get(
        routes,
        "/batch/{batch_id}/results.jsonl.gz",
        new DownloadEndpoint(signer, resultFiles, backend));
    var webhooks = new WebhookEndpoints(apiKeys, backend);
    get(routes, "/batch/{batch_id}/webhook/deliveries", webhooks::deliveries);
    routes.post("/batch/{batch_id}/webhook/redeliver", webhooks::redeliver);
    get(routes, "/health/live", request -> Answers.json(request, 200, new Health("live")));
    get(routes, "/health/ready", this::readiness);
    Failures.define(routes);
  }

  private void readiness(Context request) {
    if (isReady.getAsBoolean()) {
      Answers.json(request, 200, new Health("ready"));
    } else {
      Answers.json(request, 503, new Health("waiting for Kafka"));
    }
  }

  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private record Health(String status) {}
}
