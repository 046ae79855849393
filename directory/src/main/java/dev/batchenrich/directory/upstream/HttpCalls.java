package dev.batchenrich.directory.upstream;

import dev.batchenrich.contract.http.EnrichCall;
import dev.batchenrich.directory.DirectoryException;
import java.net.URI;
import java.nio.channels.ClosedSelectorException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts over a pool of connections, each call within one deadline. Nothing is followed, retried,
 * remembered or unpacked.
 */
final class HttpCalls implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpCalls.class);
  private static final TimeValue MAX_IDLE = TimeValue.ofSeconds(30);

  /** After which the name of the host is looked up again. */
  private static final TimeValue MAX_AGE = TimeValue.ofMinutes(5);

  private final CloseableHttpAsyncClient client;
  private final Duration timeout;
  private final ScheduledExecutorService clock;

  /** Calls that each take at most {@code timeout}, which {@code clock} keeps. */
  HttpCalls(int concurrency, Duration timeout, ScheduledExecutorService clock) {
    this.timeout = timeout;
    this.clock = clock;
    client = client(connections(concurrency, Timeout.of(timeout)), Timeout.of(timeout));
    client.start();
  }

  /**
   * The reply to {@code body}; a {@link DirectoryException} without one, or if it is cut.
   *
   * @param authorization is sent and not kept
   */
  CompletableFuture<Reply> post(URI url, String authorization, byte[] body) {
    var reply = new CompletableFuture<Reply>();
    var request =
        AsyncRequestBuilder.post(url)
            .setHeader(HttpHeaders.AUTHORIZATION, authorization)
            .setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType())
            .setHeader(EnrichCall.VERSION_HEADER, EnrichCall.VERSION)
            .setEntity(new BasicAsyncEntityProducer(body, ContentType.APPLICATION_JSON))
            .build();
    var exchange = client.execute(request, new ReplyConsumer(), completing(reply));
    var deadline =
        clock.schedule(
            () -> {
              reply.completeExceptionally(
                  new DirectoryException(
                      "no reply within %d ms".formatted(timeout.toMillis()), null));
              exchange.cancel(true);
            },
            timeout.toNanos(),
            TimeUnit.NANOSECONDS);
    return reply.whenComplete((value, failure) -> deadline.cancel(false));
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  private static FutureCallback<Reply> completing(CompletableFuture<Reply> reply) {
    return new FutureCallback<>() {
      @Override
      public void completed(Reply result) {
        reply.complete(result);
      }

      @Override
      public void failed(Exception failure) {
        var message = failure.getMessage();
        reply.completeExceptionally(
            new DirectoryException(
                message == null ? failure.getClass().getSimpleName() : message, failure));
      }

      @Override
      public void cancelled() {
        reply.completeExceptionally(new DirectoryException("the call was cancelled", null));
      }
    };
  }

  private static CloseableHttpAsyncClient client(
      PoolingAsyncClientConnectionManager connections, Timeout timeout) {
    return HttpAsyncClients.custom()
        .setConnectionManager(connections)
        .setHttp1Config(Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(8192).build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setConnectionRequestTimeout(timeout)
                .setProtocolUpgradeEnabled(false)
                .setResponseTimeout(timeout)
                .build())
        .setUserAgent("batch-enrich")
        .setIoReactorExceptionCallback(HttpCalls::report)
        .evictIdleConnections(MAX_IDLE)
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .disableRequestPriority()
        .build();
  }

  /** Nothing is wrong with a selector that was closed while something was under way. */
  private static void report(Exception failure) {
    if (!(failure instanceof ClosedSelectorException)) {
      LOG.error("the HTTP client has lost its connections", failure);
    }
  }

  private static PoolingAsyncClientConnectionManager connections(int max, Timeout timeout) {
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setMaxConnTotal(max)
        .setMaxConnPerRoute(max)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout)
                .setSocketTimeout(timeout)
                .setTimeToLive(MAX_AGE)
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build())
        .setDefaultTlsConfig(
            TlsConfig.custom()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                .setHandshakeTimeout(timeout)
                .build())
        .build();
  }
}
