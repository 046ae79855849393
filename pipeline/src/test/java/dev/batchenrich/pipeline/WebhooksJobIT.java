package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.answer.JobAnswer;
import dev.batchenrich.contract.answer.JobLinks;
import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.contract.answer.LinkSigner;
import dev.batchenrich.contract.answer.WebhookProgress;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.message.WebhookRequest;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class WebhooksJobIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final String SECRET = secret(1);
  private static final String NEW_SECRET = secret(2);

  @TempDir Path folder;
  private Path secrets;
  private LinkSigner links;
  private Outside outside;
  private RunningJob job;

  @BeforeEach
  void start(KafkaCluster kafka) throws Exception {
    secrets = Files.writeString(folder.resolve("webhook-secrets"), "acme " + SECRET + "\n");
    links = new LinkSigner(LinkSecret.readOrMake(folder.resolve("link-secret")), Clock.systemUTC());
    outside = new Outside(kafka.getBootstrapServers(), folder);
    job =
        new RunningJob(
            2,
            RunningJob.webhooks(
                kafka.getBootstrapServers(),
                folder,
                "--webhook.retries",
                "200 ms;400 ms",
                "--webhook.per-receiver",
                "4"));
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
    outside.close();
  }

  @Test
  void theEndOfABatchIsToldAsTheApiTellsItSignedWithItsAccountsSecret() throws Exception {
    try (var receiver = new WebhookReceiver(call -> 204)) {
      var completed = Batches.ended(receiver.url());
      var failed = failed(Batches.ended(receiver.url()));
      outside.announce(completed);
      outside.announce(failed);

      await().atMost(Outside.PATIENCE).until(() -> receiver.calls().size() == 2);
      for (var status : List.of(completed, failed)) {
        var call = call(receiver, status);
        call.verify(SECRET);
        var answer =
            JobAnswer.of(
                status,
                JobLinks.of(status, links, "https://enrich.example.com"),
                WebhookProgress.NONE);
        assertThat(call.body()).isEqualTo(new String(Json.write(answer), UTF_8));
        assertThat(call.header("Content-Type")).isEqualTo("application/json");
        assertRefused(with(call, call.body().replace("person", "Person")), SECRET);
        assertRefused(call, NEW_SECRET);
        signedAt(call, Instant.now()).verify(SECRET);
        assertRefused(signedAt(call, Instant.now().minusSeconds(600)), SECRET);
        assertThat(attempts(status, 1)).singleElement().matches(WebhookAttempt::isDelivered);
      }
    }
  }

  @Test
  void whatFailsIsTriedAgainOnScheduleUnderOneIdUntilItIsDelivered() throws Exception {
    var answers = new AtomicInteger();
    try (var receiver = new WebhookReceiver(call -> answers.incrementAndGet() < 3 ? 500 : 200)) {
      var status = Batches.ended(receiver.url());
      outside.announce(status);

      var attempts = attempts(status, 3);

      assertThat(attempts).extracting(WebhookAttempt::attempt).containsExactly(1, 2, 3);
      assertThat(attempts).extracting(WebhookAttempt::statusCode).containsExactly(500, 500, 200);
      assertThat(attempts.get(1).attemptedAt()).isAfterOrEqualTo(attempts.get(0).nextAttemptAt());
      assertThat(attempts.get(2).attemptedAt()).isAfterOrEqualTo(attempts.get(1).nextAttemptAt());
      assertThat(attempts.get(2).nextAttemptAt()).isNull();
      assertThat(receiver.calls())
          .extracting(call -> call.header("webhook-id"))
          .containsOnly(status.batch().batchId());
      assertThat(receiver.calls())
          .extracting(call -> Json.read(call.body().getBytes(UTF_8), Told.class).webhook())
          .containsExactly(
              new Told.Progress("pending", 0),
              new Told.Progress("retrying", 1),
              new Told.Progress("retrying", 2));
    }
  }

  @Test
  void afterTheLastAttemptOrA410ItIsGivenUpAndARequestSendsItAgain() throws Exception {
    var code = new AtomicInteger(503);
    try (var receiver = new WebhookReceiver(call -> code.get())) {
      var status = Batches.ended(receiver.url());
      outside.announce(status);
      assertThat(attempts(status, 3).get(2).nextAttemptAt()).isNull();

      code.set(410);
      request(new WebhookRequest(2, Instant.now(), status));
      var gone = attempts(status, 4).get(3);
      assertThat(gone.delivery()).isEqualTo(2);
      assertThat(gone.nextAttemptAt()).isNull();

      code.set(200);
      request(new WebhookRequest(2, Instant.now(), status));
      outside.send(Topic.WEBHOOK_REQUESTS, null, "garbage".getBytes(UTF_8));
      request(new WebhookRequest(3, Instant.now(), status));
      assertThat(attempts(status, 5).get(4)).matches(WebhookAttempt::isDelivered);
      assertThat(receiver.calls())
          .extracting(call -> call.header("webhook-id"))
          .hasSize(5)
          .containsOnly(status.batch().batchId());
    }
  }

  @Test
  void aSecretIsReplacedWithoutARestartWhileBothSign() throws Exception {
    try (var receiver = new WebhookReceiver(call -> 200)) {
      Files.writeString(secrets, "acme " + NEW_SECRET + "\n", StandardOpenOption.APPEND);
      var both = Batches.ended(receiver.url());
      outside.announce(both);
      attempts(both, 1);
      call(receiver, both).verify(SECRET);
      call(receiver, both).verify(NEW_SECRET);

      Files.writeString(secrets, "acme " + NEW_SECRET + "\n");
      var one = Batches.ended(receiver.url());
      outside.announce(one);
      attempts(one, 1);
      call(receiver, one).verify(NEW_SECRET);
      assertRefused(call(receiver, one), SECRET);
    }
  }

  @Test
  void aUrlThatIsNoneIsGivenUpAtOnceAndAMissingSecretIsTriedAgain() throws Exception {
    var nowhere = Batches.ended("ftp://example.com/hook");
    outside.announce(nowhere);
    assertThat(attempts(nowhere, 1).get(0).failure()).startsWith("webhook_url must be");
    assertThat(attempts(nowhere, 1).get(0).nextAttemptAt()).isNull();

    try (var receiver = new WebhookReceiver(call -> 200)) {
      Files.writeString(secrets, "other " + SECRET + "\n");
      var unsigned = Batches.ended(receiver.url());
      outside.announce(unsigned);
      assertThat(attempts(unsigned, 1).get(0).failure())
          .isEqualTo("account acme has no webhook secret");
      assertThat(attempts(unsigned, 1).get(0).nextAttemptAt()).isNotNull();
      assertThat(receiver.calls()).isEmpty();
    }
  }

  @Test
  void aReceiverThatDoesNotAnswerKeepsNobodyElseWaiting() throws Exception {
    var released = new CountDownLatch(1);
    try (var silent = WebhookReceiver.silentUntil(released);
        var healthy = new WebhookReceiver(call -> 200)) {
      var silents = Stream.generate(() -> Batches.ended(silent.url())).limit(50).toList();
      var others = Stream.generate(() -> Batches.ended(healthy.url())).limit(50).toList();
      silents.forEach(outside::announce);
      others.forEach(outside::announce);

      await().atMost(Outside.PATIENCE).until(() -> told(healthy) == 50);
      assertThat(told(silent)).isLessThan(50);

      released.countDown();
      await().atMost(Outside.PATIENCE).until(() -> told(silent) == 50);
    }
  }

  /** How many batches it was told of, some perhaps twice: a slow machine lets attempts time out. */
  private static long told(WebhookReceiver receiver) {
    return receiver.calls().stream().map(call -> call.header("webhook-id")).distinct().count();
  }

  private void request(WebhookRequest request) {
    outside.send(
        Topic.WEBHOOK_REQUESTS,
        request.job().batch().batchId().getBytes(UTF_8),
        Json.write(request));
  }

  /** The first {@code count} attempts at the webhook, awaited. */
  private List<WebhookAttempt> attempts(JobStatus status, int count) {
    return await()
        .atMost(Outside.PATIENCE)
        .until(() -> outside.attempts(status.batch()), attempts -> attempts.size() >= count);
  }

  private static WebhookReceiver.Call call(WebhookReceiver receiver, JobStatus status) {
    return receiver.calls().stream()
        .filter(call -> call.header("webhook-id").equals(status.batch().batchId()))
        .findFirst()
        .orElseThrow();
  }

  private static WebhookReceiver.Call with(WebhookReceiver.Call call, String body) {
    return new WebhookReceiver.Call(call.headers(), body, call.at());
  }

  /** The same webhook, genuine but signed at another time. */
  private static WebhookReceiver.Call signedAt(WebhookReceiver.Call call, Instant time)
      throws WebhookSigningException {
    var seconds = time.getEpochSecond();
    var signature = new Webhook(SECRET).sign(call.header("webhook-id"), seconds, call.body());
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(call.headers());
    headers.put("webhook-timestamp", List.of(Long.toString(seconds)));
    headers.put("webhook-signature", List.of(signature));
    return new WebhookReceiver.Call(headers, call.body(), call.at());
  }

  private static void assertRefused(WebhookReceiver.Call call, String secret) {
    assertThatThrownBy(() -> call.verify(secret)).isInstanceOf(WebhookVerificationException.class);
  }

  private static JobStatus failed(JobStatus status) {
    return JobStatus.ended(
        status.batch(),
        BatchStatus.FAILED,
        status.processedCount(),
        status.resultCount(),
        requireNonNull(status.completedAt()),
        requireNonNull(status.expiresAt()),
        "3 identifiers could not be looked up",
        status.results(),
        status.unresolved());
  }

  private static String secret(int seed) {
    var bytes = new byte[32];
    bytes[0] = (byte) seed;
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  /** The part of the body that changes from attempt to attempt. */
  record Told(Progress webhook) {

    record Progress(String state, int attempts) {}
  }
}
