package dev.batchenrich.pipeline.post;

import dev.batchenrich.contract.http.RetryAfter;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.pipeline.schedule.DueAttempt;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an attempt to send a webhook, and says what came of it. Whatever the receiver does, that is
 * an outcome; it never fails the job.
 */
public final class PostWebhook extends RichAsyncFunction<DueAttempt, WebhookAttempt> {

  private static final Logger LOG = LoggerFactory.getLogger(PostWebhook.class);
  private static final int GONE = 410;

  /** Beyond the client's own time-out, which should always strike first. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final WebhookTargets targets;
  private final MessageSettings settings;
  private final RetryDelays retries;
  private final Duration timeout;
  private final int capacity;
  private final Clock clock = Clock.systemUTC();
  private transient Messages messages;
  private transient WebhookClient client;
  private transient AttemptMetrics metrics;

  /**
   * @param timeout from the start of an attempt to the answer
   * @param capacity how many attempts may be under way at a time
   */
  public PostWebhook(
      WebhookTargets targets,
      MessageSettings settings,
      RetryDelays retries,
      Duration timeout,
      int capacity) {
    this.targets = targets;
    this.settings = settings;
    this.retries = retries;
    this.timeout = timeout;
    this.capacity = capacity;
  }

  @Override
  public void open(OpenContext context) {
    messages = settings.open();
    metrics = new AttemptMetrics(getRuntimeContext().getMetricGroup());
    client = new WebhookClient(targets, SystemDefaultDnsResolver.INSTANCE, timeout, capacity);
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }

  @Override
  public void asyncInvoke(DueAttempt due, ResultFuture<WebhookAttempt> result) {
    var begun = clock.instant();
    var objection = targets.objectionTo(due.url());
    if (objection != null) {
      var refused = PostResult.failed("webhook_url " + objection);
      complete(result, attempt(due, begun, begun, refused, null));
      return;
    }
    posted(due, begun).thenAccept(answer -> complete(result, outcome(due, begun, answer)));
  }

  private void complete(ResultFuture<WebhookAttempt> result, WebhookAttempt attempt) {
    metrics.made(attempt);
    result.complete(List.of(attempt));
  }

  /** One webhook that cannot be made must not end the job, which would make it again for ever. */
  private CompletionStage<PostResult> posted(DueAttempt due, Instant begun) {
    try {
      var message = messages.of(due, begun);
      if (message != null) {
        return client.post(URI.create(due.url()), message.headers(), message.body());
      }
      var account = due.job().batch().accountId();
      return failed("account %s has no webhook secret".formatted(account));
    } catch (RuntimeException e) {
      LOG.error("A webhook cannot be made. batch_id={}", due.job().batch().batchId(), e);
      return failed("the webhook could not be made");
    }
  }

  private static CompletionStage<PostResult> failed(String reason) {
    return CompletableFuture.completedFuture(PostResult.failed(reason));
  }

  /** After which {@link #timeout} is due. */
  public Duration limit() {
    return timeout.plus(GRACE);
  }

  /** Comes into play only if the client does not keep its own time-out. */
  @Override
  public void timeout(DueAttempt due, ResultFuture<WebhookAttempt> result) {
    var begun = clock.instant().minus(limit());
    complete(result, outcome(due, begun, PostResult.failed("it took too long")));
  }

  private WebhookAttempt outcome(DueAttempt due, Instant begun, PostResult answer) {
    var now = clock.instant();
    var status = answer.statusCode();
    var isFinal = status != null && (status / 100 == 2 || status == GONE);
    return attempt(due, begun, now, answer, isFinal ? null : next(due, now, answer));
  }

  private @Nullable Instant next(DueAttempt due, Instant now, PostResult answer) {
    var random = ThreadLocalRandom.current().nextDouble();
    return retries.next(due.attempt(), now, RetryAfter.parse(answer.retryAfter(), now), random);
  }

  private static WebhookAttempt attempt(
      DueAttempt due, Instant begun, Instant ended, PostResult answer, @Nullable Instant next) {
    return new WebhookAttempt(
        WebhookAttempt.VERSION,
        due.job().batch().batchId(),
        due.url(),
        due.delivery(),
        due.attempt(),
        begun,
        Math.max(0, Duration.between(begun, ended).toMillis()),
        answer.statusCode(),
        answer.failure(),
        next);
  }
}
