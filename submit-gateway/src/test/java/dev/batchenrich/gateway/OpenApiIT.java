package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.Attempts.AT;
import static dev.batchenrich.gateway.Attempts.URL;
import static dev.batchenrich.gateway.Attempts.answered;
import static dev.batchenrich.gateway.GatewayFixture.domains;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static dev.batchenrich.gateway.GatewayFixture.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.answer.Download;
import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.contract.answer.LinkSigner;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The document of the API and a running gateway say the same. */
@ExtendWith(KafkaClusterExtension.class)
class OpenApiIT {

  private static final String NOBODYS = "/batch/" + UUID.randomUUID();
  private static final String ONE = "/batch/{batch_id}";
  private static final List<Download> DOWNLOADS = List.of(Download.values());
  private static final String DELIVERIES = ONE + "/webhook/deliveries";
  private static final String REDELIVER = ONE + "/webhook/redeliver";
  private static final String CANCEL = ONE + "/cancel";
  private static final byte[] TOO_LARGE = new byte[16 * 1024 * 1024 + 1];

  /** For each key; enough for those that are not to run into it. */
  private static final int PER_MINUTE = 100;

  private static final Set<String> seen = new TreeSet<>();
  private static DescribedGateway described;
  private static GatewayFixture fixture;
  private static Gateway gateway;
  private static Path folder;
  private static String key;
  private static OpenApiDocument document;

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path temporary) throws Exception {
    folder = temporary;
    described = DescribedGateway.start(cluster.getBootstrapServers(), folder, PER_MINUTE);
    fixture = described.fixture();
    gateway = described.gateway();
    document = described.document();
    key = fixture.keyOf("account");
  }

  @AfterAll
  static void stop() {
    described.close();
  }

  @Test
  void everyRouteIsInTheDocumentAndNothingElse() {
    var routes =
        gateway.routes().stream()
            .filter(route -> !route.startsWith("HEAD "))
            // The web pages and their files.
            .filter(route -> !route.matches("GET /(docs|assets/.*)?"));

    assertThat(document.operations()).isEqualTo(routes.collect(Collectors.toSet()));
  }

  @Test
  void everyAnswerInTheDocumentIsGivenAndIsAsItSays() throws Exception {
    withoutKafka();
    fixture.createTopics();
    assertThat(gateway.awaitReady(Duration.ofSeconds(30))).isTrue();
    submissions("person", "{\"business_emails\":[\"ada@example.com\"]}");
    submissions("company", domains(2));
    lookUps("person", "{\"business_emails\":[\"ada@example.com\"]}");
    lookUps("company", "{\"domains\":[\"acme.example\",\"nobody.example\"]}");
    jobs();
    downloads();
    webhooks();
    tooOften();
    see("GET /health/live", request(gateway, "/health/live"));
    see("GET /health/ready", request(gateway, "/health/ready"));
    see("GET /openapi.json", request(gateway, "/openapi.json"));
    see("GET /fields/person", request(gateway, "/fields/person"));
    see("GET /fields/company", request(gateway, "/fields/company"));

    assertThat(seen).isEqualTo(withoutFaults(document.answers()));
  }

  /** Faults of the server cannot be asked for; redirects are given where results are on S3. */
  private static Set<String> withoutFaults(Set<String> answers) {
    return answers.stream()
        .filter(answer -> !answer.contains(" 500 ") && !answer.endsWith(" 302"))
        .filter(answer -> !answer.matches("POST /(person|company)/enrich 503 unavailable"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void withoutKafka() throws Exception {
    see("GET /health/ready", request(gateway, "/health/ready"));
    see("POST /batch/person/enrich", body("/batch/person/enrich", "{\"business_emails\":\"a@b\"}"));
    see("POST /batch/company/enrich", body("/batch/company/enrich", domains(1)));
    see("GET /batch", authorized("/batch"));
    see("GET " + ONE, authorized(NOBODYS));
    for (var download : DOWNLOADS) {
      see(get(download), request(gateway, link(ended(null), download, Instant.now())));
    }
    see("GET " + DELIVERIES, authorized(NOBODYS + "/webhook/deliveries"));
    see("POST " + REDELIVER, authorized(NOBODYS + "/webhook/redeliver").POST(empty()));
    see("POST " + CANCEL, authorized(NOBODYS + "/cancel").POST(empty()));
  }

  private static void submissions(String entity, String body) throws Exception {
    var path = "/batch/%s/enrich".formatted(entity);
    var operation = "POST " + path;
    refusedBodies(path);
    var own = fixture.keyOf("submits-" + entity);
    for (var i = 0; i < 5; i++) {
      see(operation, submission(gateway, own, entity, body).header("Idempotency-Key", "key-" + i));
    }
    see(operation, submission(gateway, own, entity, body));
    see(operation, submission(gateway, own, entity, body).header("Idempotency-Key", "key-0"));
    var other = body.replace(".example\"", ".invalid\"").replace("ada@", "eve@");
    see(operation, submission(gateway, own, entity, other).header("Idempotency-Key", "key-0"));
  }

  private static void lookUps(String entity, String body) throws Exception {
    var path = "/%s/enrich".formatted(entity);
    refusedBodies(path);
    see("POST " + path, body(path, body));
  }

  private static void refusedBodies(String path) throws Exception {
    see("POST " + path, request(gateway, path).POST(empty()));
    see("POST " + path, body(path, "{}"));
    see("POST " + path, body(path, "{}").setHeader("Content-Type", "text/plain"));
    see("POST " + path, body(path, "").POST(BodyPublishers.ofByteArray(TOO_LARGE)));
  }

  private static void jobs() throws Exception {
    var batchId = GatewayFixture.batchId(fixture.submit(gateway, key));
    see("GET " + ONE, authorized("/batch/" + batchId));
    see("GET " + ONE, authorized(NOBODYS));
    see("GET " + ONE, request(gateway, NOBODYS));
    see("POST " + CANCEL, authorized("/batch/" + batchId + "/cancel").POST(empty()));
    see("POST " + CANCEL, authorized(NOBODYS + "/cancel").POST(empty()));
    see("POST " + CANCEL, request(gateway, NOBODYS + "/cancel").POST(empty()));
    var cancelled = Statuses.cancelled(ended(null), 1, AT, 20);
    fixture.publish(cancelled);
    var ended = "/batch/" + cancelled.batch().batchId();
    see("POST " + CANCEL, authorized(ended + "/cancel").POST(empty()));
    see("GET " + ONE, authorized(ended));
    see("GET /batch", authorized("/batch?status=cancelled"));
    see("GET /batch", authorized("/batch"));
    see("GET /batch", authorized("/batch?status=lost"));
    see("GET /batch", request(gateway, "/batch"));
  }

  private static void downloads() throws Exception {
    var batch = ended(null);
    var job = job(batch, Instant.now());
    described.publish(job);
    see("GET " + ONE, authorized("/batch/" + batch.batchId()));
    for (var download : DOWNLOADS) {
      var operation = get(download);
      var link = link(batch, download, Instant.now());
      see(operation, request(gateway, link));
      see(operation, request(gateway, link).header("Range", "bytes=0-4"));
      see(operation, request(gateway, link).header("Range", "bytes=99-"));
      see(operation, request(gateway, link).header("If-None-Match", "*"));
      see(operation, request(gateway, link + "x"));
      see(operation, request(gateway, link(batch, download, AT)));
      see(operation, request(gateway, link(ended(null), download, Instant.now())));
    }
  }

  private static void webhooks() throws Exception {
    var batch = ended(URL);
    fixture.publish(Statuses.completed(batch, 3, AT, 20));
    fixture.publish(answered(batch.batchId(), 1, 1, 500, AT.plusSeconds(5)));
    var pending = "/batch/" + GatewayFixture.batchId(fixture.submit(gateway, key));
    var path = "/batch/" + batch.batchId();
    see("GET " + ONE, authorized(path));
    see("GET " + DELIVERIES, authorized(path + "/webhook/deliveries"));
    see("GET " + DELIVERIES, authorized(NOBODYS + "/webhook/deliveries"));
    see("GET " + DELIVERIES, request(gateway, NOBODYS + "/webhook/deliveries"));
    see("POST " + REDELIVER, authorized(path + "/webhook/redeliver").POST(empty()));
    see("POST " + REDELIVER, authorized(pending + "/webhook/redeliver").POST(empty()));
    see("POST " + REDELIVER, authorized(NOBODYS + "/webhook/redeliver").POST(empty()));
    see("POST " + REDELIVER, request(gateway, NOBODYS + "/webhook/redeliver").POST(empty()));
  }

  private static void tooOften() throws Exception {
    key = fixture.keyOf("hasty");
    for (var operation : document.operations()) {
      var parts = operation.split(" ", 2);
      var refused = operation + " 429 rate_limited";
      if (document.answers().contains(refused)) {
        var path = parts[1].replace("{batch_id}", UUID.randomUUID().toString());
        while (!seen.contains(refused)) {
          see(operation, authorized(path).method(parts[0], empty()));
        }
      }
    }
  }

  private static void see(String operation, HttpRequest.Builder request) throws Exception {
    seen.add(document.check(operation, fixture.send(request)));
  }

  private static HttpRequest.Builder authorized(String path) {
    return request(gateway, path).header("Authorization", "Bearer " + key);
  }

  private static HttpRequest.Builder body(String path, String body) {
    return authorized(path)
        .header("x-api-version", "2025-11-01")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.BodyPublisher empty() {
    return BodyPublishers.noBody();
  }

  private static Batch ended(@Nullable String webhookUrl) {
    return Statuses.batch(UUID.randomUUID().toString(), "account", webhookUrl, AT);
  }

  private static JobStatus job(Batch batch, Instant at) {
    return Statuses.completed(batch, 1, at, 20, 20);
  }

  private static String get(Download download) {
    return "GET " + download.path("{batch_id}");
  }

  private static String link(Batch batch, Download download, Instant at) {
    var signer =
        new LinkSigner(LinkSecret.read(folder.resolve("link-secret")), new ManualClock(at));
    return String.valueOf(signer.link(job(batch, at), download));
  }
}
