package dev.batchenrich.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchenrich.contract.answer.Download;
import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.contract.answer.LinkSigner;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that are made from the document of the API, many of them wrong somewhere. The same seed
 * makes the same requests: {@code -Dfuzz.seed=1 -Dfuzz.requests=5000}.
 */
@ExtendWith(KafkaClusterExtension.class)
class ApiFuzzIT {

  private static final long SEED = Long.getLong("fuzz.seed", 20_251_101);
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 6_000);
  private static final int ACCOUNTS = 40;
  private static final int MANY = 1_000_000;

  private static final JsonNode ERROR =
      JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/Error");

  private final Random random = new Random(SEED);
  private final List<String> keys = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final List<String> links = new ArrayList<>();

  @Test
  void whateverIsAskedTheAnswerIsInTheDocumentAndNoFaultOfTheServer(
      KafkaCluster cluster, @TempDir Path folder) throws Exception {
    try (var described = DescribedGateway.start(cluster.getBootstrapServers(), folder, MANY)) {
      described.fixture().createTopics();
      assertThat(described.gateway().awaitReady(Duration.ofSeconds(30))).isTrue();
      prepare(described, folder);
      var values = new FuzzedValues(described.document().root(), random, ids);
      var operations = List.copyOf(described.document().operations());
      for (var i = 0; i < REQUESTS; i++) {
        var operation = operations.get(i % operations.size());
        var description = described.document().operation(operation);
        var request = request(described, operation, description, values);
        var what = "seed %d, request %d: %s".formatted(SEED, i, request.build());
        try {
          var answer = described.fixture().send(request);
          assertThat(answer.statusCode()).as("%s%n%s", what, answer.body()).isLessThan(500);
          if (isNoHttp(answer)) {
            described.document().requireValid(what, ERROR, answer.body());
          } else {
            described.document().check(operation, answer);
          }
        } catch (AssertionError | IOException e) {
          throw new AssertionError(what + ": " + e.getMessage(), e);
        }
      }
    }
  }

  /** Paths such as {@code /batch/%00} and very long ones are refused before they are looked at. */
  private static boolean isNoHttp(HttpResponse<String> answer) {
    return answer.statusCode() < 500 && answer.body().contains("not acceptable HTTP");
  }

  /** Accounts, a batch that runs, one that has ended, and links to what became of it. */
  private void prepare(DescribedGateway described, Path folder) throws Exception {
    var fixture = described.fixture();
    for (var i = 0; i < ACCOUNTS; i++) {
      keys.add(fixture.keyOf("account-" + i));
    }
    ids.add(GatewayFixture.batchId(fixture.submit(described.gateway(), keys.get(0))));
    var batch =
        Statuses.batch(
            UUID.randomUUID().toString(),
            "account-0",
            "https://example.com/hook",
            Instant.now().minusSeconds(60));
    var ended = Statuses.completed(batch, 1, Instant.now(), 20, 20);
    described.publish(ended);
    ids.add(batch.batchId());
    ids.add(UUID.randomUUID().toString());
    var signer = new LinkSigner(LinkSecret.read(folder.resolve("link-secret")), Clock.systemUTC());
    for (var download : Download.values()) {
      links.add(signer.link(ended, download));
    }
  }

  private HttpRequest.Builder request(
      DescribedGateway described, String operation, JsonNode description, FuzzedValues values)
      throws Exception {
    var parts = operation.split(" ", -1);
    var target = target(parts[1], description, values);
    var request = GatewayFixture.request(described.gateway(), target);
    if (random.nextInt(10) > 0) {
      request.header("Authorization", random.nextInt(20) > 0 ? "Bearer " + key() : "Basic x");
    }
    for (var parameter : parameters(described, description, "header")) {
      if (random.nextInt(10) > (parameter.path("required").booleanValue() ? 0 : 6)) {
        request.header(parameter.get("name").textValue(), header(parameter, values));
      }
    }
    var body = description.at("/requestBody/content/application~1json/schema");
    if (parts[0].equals("POST")) {
      request.header("Content-Type", random.nextInt(30) > 0 ? "application/json" : "text/plain");
      request.POST(
          body.isMissingNode() || random.nextInt(40) == 0
              ? BodyPublishers.noBody()
              : BodyPublishers.ofByteArray(values.bytes(values.of(body))));
    }
    return request;
  }

  private String key() {
    // The first account has what can be found.
    return random.nextBoolean() ? keys.get(0) : keys.get(random.nextInt(ACCOUNTS));
  }

  private String header(JsonNode parameter, FuzzedValues values) {
    return switch (parameter.get("name").textValue()) {
      case "x-api-version" -> random.nextInt(15) > 0 ? "2025-11-01" : "2024-01-01";
      case "Prefer" -> values.pick(List.of("wait=0", "wait=x", "wait=\"0\", respond-async", ","));
      case "Range" -> values.pick(List.of("bytes=0-4", "bytes=-1", "bytes=20-", "bytes=9-1", "x"));
      case "If-None-Match", "If-Range" -> values.pick(List.of("*", "\"x\"", "W/\"x\", \"y\"", "x"));
      default -> values.pick(List.of("key-1", "key-2", "k".repeat(300), "a b", "\"quoted\""));
    };
  }

  private String target(String path, JsonNode description, FuzzedValues values) {
    if (path.endsWith(".gz") && random.nextBoolean()) {
      var link = values.pick(links);
      return random.nextInt(4) > 0 ? ofPath(path, link) : ofPath(path, link) + "0";
    }
    var id = random.nextInt(4) > 0 ? values.pick(ids) : encoded(values.text(""));
    var target = new StringBuilder(path.replace("{batch_id}", id.isEmpty() ? "x" : id));
    var separator = '?';
    for (var parameter : description.path("parameters")) {
      if (parameter.path("in").asText().equals("query") && random.nextInt(3) > 0) {
        var value = values.of(parameter.get("schema"));
        target
            .append(separator)
            .append(parameter.get("name").textValue())
            .append('=')
            .append(encoded(value.isValueNode() ? value.asText() : value.toString()));
        separator = '&';
      }
    }
    return target.toString();
  }

  /** The link, with the last segment that {@code path} has. */
  private static String ofPath(String path, String link) {
    var last = path.substring(path.lastIndexOf('/'));
    return link.replaceFirst("/[a-z]+\\.jsonl\\.gz", last);
  }

  private static List<JsonNode> parameters(
      DescribedGateway described, JsonNode description, String in) {
    var parameters = new ArrayList<JsonNode>();
    for (var each : description.path("parameters")) {
      var parameter =
          each.has("$ref")
              ? described.document().root().at(each.get("$ref").textValue().substring(1))
              : each;
      if (parameter.get("in").textValue().equals(in)) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
