package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.batchenrich.contract.message.ResultsFile;
import dev.batchenrich.contract.s3.S3Server;
import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.results.Delivery;
import dev.batchenrich.gateway.results.ResultsLocation;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is special about results in a bucket; see also {@link DownloadIT}. */
@ExtendWith(KafkaClusterExtension.class)
class BucketDownloadIT {

  private static final byte[] CONTENT = new byte[200_000];
  private static final long HUGE = 50_000_000_000L;

  private static GatewayFixture fixture;
  private static BucketFixture bucket;
  private static Gateway redirecting;
  private static Gateway streaming;
  private static String key;

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    new Random(1).nextBytes(CONTENT);
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf("account");
    bucket = new BucketFixture(folder.resolve("s3"));
    redirecting = gateway("gateway-1", Delivery.REDIRECT);
    streaming = gateway("gateway-2", Delivery.STREAM);
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
    bucket.close();
  }

  @Test
  void aLinkSendsTheCallerToTheBucketWhichServesTheSameFileWithoutAKey() throws Exception {
    var batchId = complete();
    var answer = fixture.send(request(redirecting, link(redirecting, batchId)));

    assertThat(answer.statusCode()).isEqualTo(302);
    var there = there(answer);
    assertThat(there).startsWith(bucket.server().endpoint() + "/enrich/of/people/" + batchId);
    assertThat(there).contains("X-Amz-Expires=300");
    var file = fixture.download(request(redirecting, there));
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).isEqualTo(CONTENT);
    assertDescribed(file, batchId);
    var altered = there.replace("X-Amz-Signature=", "X-Amz-Signature=0");
    assertThat(fixture.send(request(redirecting, altered)).statusCode()).isEqualTo(403);
    var part = fixture.download(request(redirecting, there).header("Range", "bytes=100-199"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 100-199/200000");
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 100, 200));
  }

  @Test
  void headIsRedirectedToo() throws Exception {
    var batchId = complete();
    var answer = fixture.send(head(request(redirecting, link(redirecting, batchId))));

    assertThat(answer.statusCode()).isEqualTo(302);
    var file = fixture.download(head(request(redirecting, there(answer))));
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).isEmpty();
    assertDescribed(file, batchId);
  }

  @Test
  void anAlteredLinkLeadsNowhere() throws Exception {
    var link = link(redirecting, complete());

    var answer = fixture.send(request(redirecting, link.replace("expires=", "expires=1")));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void ofAHugeFileOnlyThePartThatIsAskedForIsRead() throws Exception {
    var batch = Statuses.batch(UUID.randomUUID().toString(), "account", Instant.now());
    var file = Files.createDirectories(bucket.results().resolve(batch.batchId()));
    try (var sparse = new RandomAccessFile(file.resolve("part-0.jsonl.gz").toFile(), "rw")) {
      sparse.setLength(HUGE);
      sparse.seek(HUGE - 3);
      sparse.write(new byte[] {1, 2, 3});
    }
    fixture.publish(Statuses.completed(batch, 3, Instant.now(), HUGE));

    var part =
        fixture.download(
            request(streaming, link(streaming, batch.batchId())).header("Range", "bytes=-3"));

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).containsExactly(1, 2, 3);
  }

  @Test
  void aBucketThatCannotBeUsedIsOneClearError() {
    assertRefused("nobodys", "there is none of this name");
    System.setProperty("aws.secretAccessKey", "wrong");
    try {
      assertRefused(
          "enrich", "these credentials are not allowed s3:ListBucket there, or are wrong");
    } finally {
      System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
    }
  }

  @Test
  void aStoreThatIsDownDoesNotKeepTheGatewayFromStarting() throws Exception {
    bucket.server().stop();
    try (var files = bucket.location(Delivery.STREAM).open()) {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(() -> files.find(new ResultsFile(UUID.randomUUID() + "/results", 1)))
          .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.UNAVAILABLE));
    } finally {
      bucket.server().resume();
    }
  }

  @ParameterizedTest
  @EnumSource
  void resultsThatAreGoneAreA404(Delivery delivery) throws Exception {
    var gateway = delivery == Delivery.REDIRECT ? redirecting : streaming;
    var batchId = complete();
    Files.delete(bucket.results().resolve(batchId).resolve("part-0.jsonl.gz"));

    assertRefused(fixture.send(request(gateway, link(gateway, batchId))), 404, "not_found");
  }

  @ParameterizedTest
  @EnumSource
  void resultsThatAreDamagedAreA404(Delivery delivery) throws Exception {
    var gateway = delivery == Delivery.REDIRECT ? redirecting : streaming;
    var batchId = complete();
    Files.write(bucket.results().resolve(batchId).resolve("part-0.jsonl.gz"), new byte[3]);

    assertRefused(fixture.send(request(gateway, link(gateway, batchId))), 404, "not_found");
  }

  @ParameterizedTest
  @EnumSource
  void whileS3IsDownTheAnswerIsA503AndAfterwardsTheFile(Delivery delivery) throws Exception {
    var gateway = delivery == Delivery.REDIRECT ? redirecting : streaming;
    var link = link(gateway, complete());
    bucket.server().stop();
    try {
      var answer = fixture.send(request(gateway, link));
      assertRefused(answer, 503, "unavailable");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    } finally {
      bucket.server().resume();
    }
    assertThat(fixture.send(request(gateway, link)).statusCode())
        .isEqualTo(delivery == Delivery.REDIRECT ? 302 : 200);
  }

  private static Gateway gateway(String instanceId, Delivery delivery) throws Exception {
    return fixture.startReady(
        fixture.config(instanceId, bucket.location(delivery)), Clock.systemUTC());
  }

  private static String complete() throws Exception {
    var batch = Statuses.batch(UUID.randomUUID().toString(), "account", Instant.now());
    var folder = Files.createDirectories(bucket.results().resolve(batch.batchId()));
    Files.write(folder.resolve("part-0.jsonl.gz"), CONTENT);
    fixture.publish(Statuses.completed(batch, 3, Instant.now(), CONTENT.length));
    return batch.batchId();
  }

  private static String link(Gateway gateway, String batchId) throws Exception {
    return json(fixture.get(gateway, key, "/batch/" + batchId)).get("download_url").textValue();
  }

  private static String there(HttpResponse<?> redirect) {
    return redirect.headers().firstValue("Location").orElseThrow();
  }

  private static HttpRequest.Builder head(HttpRequest.Builder request) {
    return request.method("HEAD", BodyPublishers.noBody());
  }

  private static void assertDescribed(HttpResponse<?> file, String batchId) {
    assertThat(file.headers().firstValue("Content-Length")).hasValue("200000");
    assertThat(file.headers().firstValue("Content-Type")).hasValue("application/gzip");
    assertThat(file.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(file.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"%s.jsonl.gz\"".formatted(batchId));
  }

  private static void assertRefused(String bucketName, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(new ResultsLocation.Bucket(bucketName, "", Delivery.STREAM, true)::open)
        .withMessage("the bucket %s cannot be used for results: %s".formatted(bucketName, why));
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String type)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).at("/error/type").textValue()).isEqualTo(type);
  }
}
