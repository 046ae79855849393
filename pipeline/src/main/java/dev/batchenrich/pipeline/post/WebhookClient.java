package dev.batchenrich.pipeline.post;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.webhook.WebhookTargets;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to receivers that are not trusted: only to permitted addresses, within a deadline, reading
 * little of what they answer. Nothing is followed, retried, remembered or unpacked. One thread
 * serves all connections and one keeps the time; there are more only while hosts are looked up.
 */
public final class WebhookClient implements AutoCloseable {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final TimeValue MAX_IDLE = TimeValue.ofSeconds(5);
  private static final int MAX_HEADERS = 100;
  private static final int MAX_HEADER_LENGTH = 8 * 1024;

  /** What the system takes in of an answer before it is read or the connection is closed. */
  private static final int RECEIVE_BUFFER = 64 * 1024;

  /** A look-up lasts up to half a minute with common settings, twice the usual timeout. */
  private static final int LOOK_UPS_PER_CONNECTION = 4;

  private final WebhookTargets targets;
  private final Duration timeout;
  private final CloseableHttpAsyncClient client;
  private final ScheduledThreadPoolExecutor clock;
  private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param resolver in production {@link
   *     org.apache.hc.client5.http.SystemDefaultDnsResolver#INSTANCE}
   * @param timeout from the call to the head of the answer, and for a short body behind it; a third
   *     of it for each address that is tried
   * @param maxConnections at a time; further posts wait, which counts as part of their timeout
   */
  public WebhookClient(
      WebhookTargets targets, DnsResolver resolver, Duration timeout, int maxConnections) {
    this.targets = targets;
    this.timeout = timeout;
    var connections = connections(new PermittedAddresses(resolver, targets), maxConnections);
    clock = new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("webhook-clock", true));
    clock.setRemoveOnCancelPolicy(true);
    client = client(new Connections(connections, LOOK_UPS_PER_CONNECTION * maxConnections));
    client.start();
    var unused =
        clock.scheduleWithFixedDelay(() -> connections.closeIdle(MAX_IDLE), 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Posts {@code body}. Whatever the receiver does, the answer tells it and comes within the
   * timeout; it comes on a thread that has other things to do. It is exceptional only if the client
   * is closed meanwhile.
   */
  public CompletionStage<PostResult> post(URI url, Map<String, String> headers, byte[] body) {
    var objection = targets.objectionTo(url.toString());
    if (objection != null) {
      return CompletableFuture.completedFuture(PostResult.failed("the URL " + objection));
    }
    var exchange = new Exchange(url.getHost());
    var transport = client.execute(request(url, headers, body), new AnswerHead(exchange), exchange);
    var deadline =
        clock.schedule(
            () -> {
              exchange.expire(timeout);
              transport.cancel(true);
            },
            timeout.toNanos(),
            TimeUnit.NANOSECONDS);
    underWay.add(exchange);
    exchange
        .end()
        .thenRun(
            () -> {
              deadline.cancel(false);
              underWay.remove(exchange);
            });
    return exchange.answer();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    underWay.forEach(Exchange::cancelled);
    client.close(CloseMode.IMMEDIATE);
  }

  private static AsyncRequestProducer request(URI url, Map<String, String> headers, byte[] body) {
    var request = AsyncRequestBuilder.post(inAscii(url));
    headers.forEach(request::setHeader);
    return request.setEntity(new BasicAsyncEntityProducer(body, null)).build();
  }

  /** Percent-encoded, but otherwise as its owner wrote it: {@code toASCIIString} normalises. */
  private static URI inAscii(URI url) {
    var text = new StringBuilder();
    for (var each : url.toString().getBytes(UTF_8)) {
      if (each >= 0) {
        text.append((char) each);
      } else {
        text.append('%').append(HEX.toHexDigits(each));
      }
    }
    return URI.create(text.toString());
  }

  private static CloseableHttpAsyncClient client(AsyncClientConnectionManager connections) {
    return HttpAsyncClients.custom()
        .setConnectionManager(connections)
        .setIOReactorConfig(
            IOReactorConfig.custom().setIoThreadCount(1).setRcvBufSize(RECEIVE_BUFFER).build())
        .setHttp1Config(
            Http1Config.custom()
                .setMaxHeaderCount(MAX_HEADERS)
                .setMaxLineLength(MAX_HEADER_LENGTH)
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setUserAgent("batch-enrich")
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .disableRequestPriority()
        .build();
  }

  private PoolingAsyncClientConnectionManager connections(DnsResolver resolver, int max) {
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setDnsResolver(resolver)
        .setMaxConnTotal(max)
        .setMaxConnPerRoute(max)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(timeout.dividedBy(3)))
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build())
        .setDefaultTlsConfig(
            TlsConfig.custom()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                .setHandshakeTimeout(Timeout.of(timeout))
                .build())
        .build();
  }
}
