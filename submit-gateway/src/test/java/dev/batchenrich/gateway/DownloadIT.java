package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.gateway.results.Delivery;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Results in a folder, and results in a bucket that the gateway passes on: there is no difference.
 */
@ExtendWith(KafkaClusterExtension.class)
@ParameterizedClass
@EnumSource
class DownloadIT {

  enum Store {
    FOLDER,
    BUCKET
  }

  private static final Instant ENDED = Instant.parse("2026-01-01T00:00:00Z");
  private static final byte[] CONTENT = new byte[200_000];

  private static final ManualClock clock = new ManualClock(ENDED);
  private static GatewayFixture fixture;
  private static BucketFixture bucket;
  private static Gateway ofFolder;
  private static Gateway ofBucket;
  private static String key;

  private final Gateway gateway;
  private final Path results;

  DownloadIT(Store store) {
    gateway = store == Store.FOLDER ? ofFolder : ofBucket;
    results = store == Store.FOLDER ? fixture.resultsDir() : bucket.results();
  }

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    new Random(1).nextBytes(CONTENT);
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf("account");
    bucket = new BucketFixture(folder.resolve("s3"));
    ofFolder = fixture.startReady("gateway-1", clock);
    ofBucket =
        fixture.startReady(fixture.config("gateway-2", bucket.location(Delivery.STREAM)), clock);
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
    bucket.close();
  }

  @Test
  void aCompletedJobIsDownloadedThroughItsLinkWithoutAKey() throws Exception {
    var batchId = complete();
    var job = json(fixture.get(gateway, key, "/batch/" + batchId));

    assertThat(job.get("download_urls").get(0)).isEqualTo(job.get("download_url"));
    assertThat(job.get("expires_at").textValue()).isEqualTo("2026-01-06T00:00:00.000000+00:00");
    var answer = fixture.download(request(gateway, job.get("download_url").textValue()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(CONTENT);
    var headers = answer.headers();
    assertThat(headers.firstValue("Content-Type")).hasValue("application/gzip");
    assertThat(headers.firstValue("Content-Length")).hasValue("200000");
    assertThat(headers.firstValue("Content-Encoding")).isEmpty();
    assertThat(headers.firstValue("Accept-Ranges")).hasValue("bytes");
    assertThat(headers.firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"%s.jsonl.gz\"".formatted(batchId));
  }

  @Test
  void theListOfWhatGaveNoRecordHasALinkOfItsOwn() throws Exception {
    var batch = Statuses.batch(UUID.randomUUID().toString(), "account", ENDED);
    var unresolved = Arrays.copyOf(CONTENT, 1_000);
    var folder = Files.createDirectories(results.resolve(batch.batchId()).resolve("unresolved"));
    Files.write(folder.resolve("part-0.jsonl.gz"), unresolved);
    publish(Statuses.completed(batch, 2, ENDED, CONTENT.length, unresolved.length));

    var job = json(fixture.get(gateway, key, "/batch/" + batch.batchId()));
    var link = job.get("unresolved_url").textValue();
    var list = fixture.download(request(gateway, link));

    assertThat(list.body()).isEqualTo(unresolved);
    assertThat(list.headers().firstValue("Content-Type")).hasValue("application/gzip");
    assertThat(list.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"%s.unresolved.jsonl.gz\"".formatted(batch.batchId()));
    assertThat(fixture.download(request(gateway, job.get("download_url").textValue())).body())
        .isEqualTo(CONTENT);
    assertRefused(link.replace("/unresolved.", "/results."), 403, "invalid_signature");
    assertRefused(
        job.get("download_url").textValue().replace("/results.", "/unresolved."),
        403,
        "invalid_signature");
  }

  @Test
  void aListWithNothingInItIsAnEmptyGzipFile() throws Exception {
    var link = unresolvedLink(complete());

    var list = fixture.download(request(gateway, link));
    var part = fixture.download(request(gateway, link).header("Range", "bytes=0-1"));

    assertThat(list.statusCode()).isEqualTo(200);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(list.body()))) {
      assertThat(in.readAllBytes()).isEmpty();
    }
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).containsExactly(0x1f, 0x8b);
  }

  @Test
  void aJobOfATimeWithoutListsHasNoLinkToOne() throws Exception {
    var batch = Statuses.batch(UUID.randomUUID().toString(), "account", ENDED);
    publish(Statuses.completed(batch, 2, ENDED, CONTENT.length));

    var job = json(fixture.get(gateway, key, "/batch/" + batch.batchId()));

    assertThat(job.has("download_url")).isTrue();
    assertThat(job.has("unresolved_url")).isFalse();
  }

  @Test
  void aPartIsServedOnRequestAndTheWholeFileWhereItCannotBe() throws Exception {
    var link = link(complete());

    var part = fixture.download(request(gateway, link).header("Range", "bytes=100-199"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 100-199/200000");
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 100, 200));

    var suffix = fixture.download(request(gateway, link).header("Range", "bytes=-1"));
    assertThat(suffix.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 199_999, 200_000));

    var several = fixture.download(request(gateway, link).header("Range", "bytes=0-1,5-6"));
    assertThat(several.statusCode()).isEqualTo(200);
    assertThat(several.body()).hasSize(200_000);

    var outside = fixture.download(request(gateway, link).header("Range", "bytes=200000-"));
    assertThat(outside.statusCode()).isEqualTo(416);
    assertThat(outside.headers().firstValue("Content-Range")).hasValue("bytes */200000");
  }

  @Test
  void theETagNamesTheBytes() throws Exception {
    var link = link(complete());
    var etag = fixture.download(request(gateway, link)).headers().firstValue("ETag").orElseThrow();

    var unchanged = fixture.download(request(gateway, link).header("If-None-Match", etag));
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
    var rest = request(gateway, link).header("Range", "bytes=5-");
    assertThat(fixture.download(rest.copy().header("If-Range", etag)).statusCode()).isEqualTo(206);
    assertThat(fixture.download(rest.copy().header("If-Range", "\"other\"")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void headTellsWhatGetWouldSend() throws Exception {
    var answer =
        fixture.download(
            request(gateway, link(complete())).method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).hasValue("200000");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/gzip");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void anAlteredLinkIsRefused() throws Exception {
    var batchId = complete();
    var link = link(batchId);

    assertRefused(link.replace(batchId, complete()), 403, "invalid_signature");
    assertRefused(link.replace("expires=1", "expires=2"), 403, "invalid_signature");
    assertRefused(link.replace("signature=", "signature=A"), 403, "invalid_signature");
    assertRefused(link.substring(0, link.indexOf('&')), 403, "invalid_signature");
    assertRefused(link.substring(0, link.indexOf('?')), 403, "invalid_signature");
  }

  @Test
  void aLinkEndsWithTheResults() throws Exception {
    var batchId = complete();
    var link = link(batchId);
    try {
      clock.set(ENDED.plus(Duration.ofDays(5)).minusSeconds(1));
      assertThat(fixture.download(request(gateway, link)).statusCode()).isEqualTo(200);

      clock.set(ENDED.plus(Duration.ofDays(5)));
      assertRefused(link, 403, "link_expired");
      var job = json(fixture.get(gateway, key, "/batch/" + batchId));
      assertThat(job.has("download_url")).isFalse();
      assertThat(job.has("expires_at")).isFalse();
    } finally {
      clock.set(ENDED);
    }
  }

  @Test
  void resultsThatAreGoneAreA404() throws Exception {
    var batchId = complete();
    var link = link(batchId);
    Files.delete(results.resolve(batchId).resolve("part-0.jsonl.gz"));

    assertRefused(link, 404, "not_found");
  }

  @Test
  void whatAFailedJobHasProducedIsLinkedAsPartial() throws Exception {
    var batch = Statuses.batch(UUID.randomUUID().toString(), "account", ENDED);
    publish(Statuses.failed(batch, 1, ENDED, CONTENT.length));

    var job = json(fixture.get(gateway, key, "/batch/" + batch.batchId()));

    assertThat(job.has("download_url")).isFalse();
    assertThat(job.get("error_message").textValue()).isEqualTo("look-ups gave up");
    assertThat(
            fixture.download(request(gateway, job.get("partial_download_url").textValue())).body())
        .isEqualTo(CONTENT);
  }

  @Test
  void aFailedJobWithoutResultsFileHasNoLink() throws Exception {
    var batch = Statuses.batch(UUID.randomUUID().toString(), "account", ENDED);
    publish(Statuses.failedWithoutFile(batch, 1, ENDED));

    var job = json(fixture.get(gateway, key, "/batch/" + batch.batchId()));

    assertThat(job.get("status").textValue()).isEqualTo("failed");
    assertThat(job.has("partial_download_url")).isFalse();
    assertThat(job.has("expires_at")).isFalse();
  }

  private String complete() throws Exception {
    var batch = Statuses.batch(UUID.randomUUID().toString(), "account", ENDED);
    publish(Statuses.completed(batch, 3, ENDED, CONTENT.length));
    return batch.batchId();
  }

  private void publish(JobStatus status) throws Exception {
    var folder = results.resolve(status.batch().batchId());
    Files.createDirectories(folder);
    Files.write(folder.resolve("part-0.jsonl.gz"), CONTENT);
    fixture.publish(status);
  }

  private String link(String batchId) throws Exception {
    return json(fixture.get(gateway, key, "/batch/" + batchId)).get("download_url").textValue();
  }

  private String unresolvedLink(String batchId) throws Exception {
    return json(fixture.get(gateway, key, "/batch/" + batchId)).get("unresolved_url").textValue();
  }

  private void assertRefused(String link, int status, String type) throws Exception {
    var answer = fixture.send(request(gateway, link));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).at("/error/type").textValue()).isEqualTo(type);
  }
}
