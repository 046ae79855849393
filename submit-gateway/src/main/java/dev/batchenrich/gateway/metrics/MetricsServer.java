package dev.batchenrich.gateway.metrics;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.stream.Stream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * {@code GET /metrics} for Prometheus, on a port and threads of its own: it answers also when the
 * gateway is overloaded, and to the end when it stops.
 */
public final class MetricsServer implements AutoCloseable {

  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int THREADS = 8;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final Javalin server;

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @throws IllegalArgumentException if the port is taken or may not be used
   */
  public MetricsServer(String host, int port) {
    server = Javalin.create(this::configure);
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new IllegalArgumentException(
          "cannot listen for metrics on %s:%d: it is in use, or may not be used"
              .formatted(host, port),
          e);
    }
    Stream.of(
            garbageCollection,
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics())
        .forEach(meters -> meters.bindTo(registry));
  }

  /** What is served. */
  public MeterRegistry registry() {
    return registry;
  }

  public int port() {
    return server.port();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = new QueuedThreadPool(THREADS, 1);
    config.routes.get(
        "/metrics", request -> request.contentType(CONTENT_TYPE).result(registry.scrape()));
  }

  @Override
  public void close() {
    server.stop();
    garbageCollection.close();
    registry.close();
  }
}
