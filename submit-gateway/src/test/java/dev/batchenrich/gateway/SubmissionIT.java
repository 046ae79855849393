package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(KafkaClusterExtension.class)
class SubmissionIT {

  private static final int LIMIT = 16 * 1024 * 1024;

  private static GatewayFixture fixture;
  private static Gateway gateway;
  private static String key;

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf("account");
    gateway = fixture.startReady("gateway-1");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void anAcceptedSubmissionIsAnsweredAsTheContractSaysAndPublishedWhole() throws Exception {
    var account = fixture.keyOf("accepted");

    var answer =
        fixture.send(submission(gateway, account, "company", GatewayFixture.domains(10_000)));

    var batchId = GatewayFixture.batchId(answer);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"batch_id":"%s","status":"pending","entity":"company","action":"enrich",\
            "identifier_count":10000,"entities_requested":10000,"status_url":"/batch/%s"}"""
                .formatted(batchId, batchId));
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    var chunks = chunksOf("accepted");
    assertThat(chunks).hasSize(100);
    assertThat(chunks.stream().flatMap(chunk -> chunk.identifiers().stream()))
        .hasSize(10_000)
        .startsWith("company-0.example")
        .endsWith("company-9999.example");
    assertThat(fixture.get(gateway, account, "/batch/" + batchId).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "person  | {}",
        "person  | {\"domains\":[\"a.example\"]}",
        "person  | {\"business_emails\":[\"a\"],\"professional_network_profile_urls\":[\"b\"]}",
        "person  | {\"business_emails\":[]}",
        "person  | {\"business_emails\":[\" \"]}",
        "person  | {\"business_emails\":[1]}",
        "person  | {\"business_emails\":[\"a\"],\"fields\":[\"nonsense\"]}",
        "company | {\"names\":[\"a\"],\"unknown\":1}",
        "company | {\"names\":[\"a\"],\"chunk_size\":9}",
        "company | {\"names\":[\"a\"],\"chunk_size\":\"10\"}",
        "company | {\"names\":[\"a\"],\"webhook_url\":\"nonsense\"}",
        "company | {\"names\":[\"a\"",
        "company | []",
        "company | ''",
      })
  void aBodyThatIsNotAllowedIsA400InTheEnvelope(String entity, String body) throws Exception {
    assertError(fixture.send(submission(gateway, key, entity, body)), 400, "invalid_request");
  }

  @Test
  void tenThousandAndOneIdentifiersAreRefused() throws Exception {
    assertError(
        fixture.send(submission(gateway, key, "company", GatewayFixture.domains(10_001))),
        400,
        "invalid_request");
  }

  @Test
  void unsupportedFieldsComeWithTheListOfSupportedOnes() throws Exception {
    var answer =
        fixture.send(
            submission(gateway, key, "person", "{\"business_emails\":\"a\",\"fields\":\"x\"}"));

    assertThat(json(answer).at("/error/metadata/available_fields"))
        .anyMatch(field -> field.textValue().equals("basic_profile.headline"));
  }

  @Test
  void aMissingKeyAndAWrongKeyAre401OutsideTheEnvelope() throws Exception {
    var body = GatewayFixture.domains(1);
    var missing =
        fixture.send(
            GatewayFixture.request(gateway, "/batch/company/enrich")
                .POST(BodyPublishers.ofString(body)));
    var wrong = fixture.send(submission(gateway, "wrong", "company", body));

    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(missing.body()).isEqualTo("{\"message\":\"Missing API key in request\"}");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("{\"message\":\"Invalid API key in request\"}");
  }

  @Test
  void theVersionIsCheckedAfterTheKeyAndBeforeTheBody() throws Exception {
    var request =
        GatewayFixture.request(gateway, "/batch/company/enrich")
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.ofString("nonsense"));

    var missing = fixture.send(request);
    var other = fixture.send(request.copy().header("x-api-version", "2020-01-01"));

    assertError(missing, 400, "invalid_request");
    assertThat(message(missing)).isEqualTo("Missing required header: x-api-version");
    assertError(other, 400, "invalid_request");
    assertThat(message(other)).contains("2025-11-01");
  }

  @Test
  void onlyJsonIsTaken() throws Exception {
    var json = submission(gateway, fixture.keyOf("types"), "company", GatewayFixture.domains(1));

    assertError(
        fixture.send(json.copy().setHeader("Content-Type", "text/plain")),
        415,
        "unsupported_media_type");
    assertThat(
            fixture
                .send(json.copy().setHeader("Content-Type", "Application/JSON; charset=utf-8"))
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void aBodyOver16MebibytesIsRefusedAlsoWhenItsLengthIsNotGiven() throws Exception {
    var body = GatewayFixture.utf8("{\"names\":\"" + "x,".repeat(LIMIT / 2));
    var request = submission(gateway, key, "company", "");

    assertError(
        fixture.send(request.copy().POST(BodyPublishers.ofByteArray(body))),
        413,
        "payload_too_large");
    assertError(
        fixture.send(
            request
                .copy()
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))),
        413,
        "payload_too_large");
  }

  @Test
  void aKeyThatIsAddedWhileTheGatewayRunsIsGood() throws Exception {
    var added = fixture.keyOf("added-later");

    assertThat(fixture.submit(gateway, added).statusCode()).isEqualTo(202);
  }

  private static void assertError(HttpResponse<String> answer, int status, String type)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).at("/error/type").textValue()).isEqualTo(type);
    assertThat(message(answer)).isNotBlank();
    assertThat(json(answer).at("/error").has("metadata")).isTrue();
  }

  private static String message(HttpResponse<String> answer) throws Exception {
    return json(answer).at("/error/message").textValue();
  }

  private static List<Chunk> chunksOf(String account) {
    return fixture.read(Topic.SUBMISSIONS, Chunk.class).stream()
        .filter(chunk -> chunk.batch().accountId().equals(account))
        .toList();
  }
}
