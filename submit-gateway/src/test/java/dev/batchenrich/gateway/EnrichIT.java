package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import dev.batchenrich.directory.local.DirectoryImport;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(KafkaClusterExtension.class)
class EnrichIT {

  private static final List<String> RECORDS =
      List.of(
          """
          {"crustdata_person_id":11,"basic_profile":{"name":"Ada \\u00c5ngström 😀"},\
          "social_handles":{"professional_network_identifier":\
          {"profile_url":"https://www.linkedin.com/in/ada"}},"updated_at":"2026-01-01T00:00:00Z"}""",
          """
          {"crustdata_company_id":21,"basic_info":{"name":"Acme, Inc.",\
          "primary_domain":"acme.example"},\
          "headcount":{"total":10,"growth_percent":{"6m":1.10,"12m":-0.0e1}}}""");

  private static GatewayFixture fixture;
  private static Gateway gateway;
  private static String key;

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    key = fixture.keyOf("account");
    var dump = Files.write(folder.resolve("dump.jsonl"), RECORDS);
    var records = folder.resolve("records");
    new DirectoryImport(records, List.of(dump), true).run(badLine -> {});
    // Single look-ups need no Kafka: that there are no topics yet does not matter.
    gateway =
        Gateway.start(
            fixture.config("gateway-1", DirectorySettings.of("local:" + records)),
            Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    fixture.close();
  }

  @Test
  void eachIdentifierIsAnsweredInItsPlaceWithTheDefaultFields() throws Exception {
    var answer =
        enrich(
            "company",
            """
            {"domains":["nobody.example","HTTP://www.Acme.example/x","no domain"]}""");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body())
        .isEqualTo(
            """
            [{"matched_on":"nobody.example","match_type":"domain","matches":[]},\
            {"matched_on":"HTTP://www.Acme.example/x","match_type":"domain","matches":\
            [{"confidence_score":1.0,"company_data":{"crustdata_company_id":21,\
            "basic_info":{"name":"Acme, Inc.","primary_domain":"acme.example"}}}]},\
            {"matched_on":"no domain","match_type":"domain","matches":[]}]""");
  }

  @Test
  void requestedFieldsAreAddedAndKeepTheirDigits() throws Exception {
    var answer =
        enrich(
            "company",
            """
            {"crustdata_company_ids":[21,"021"],"fields":["headcount.growth_percent"]}""");

    var match =
        """
        "match_type":"crustdata_company_id","matches":[{"confidence_score":1.0,\
        "company_data":{"crustdata_company_id":21,\
        "basic_info":{"name":"Acme, Inc.","primary_domain":"acme.example"},\
        "headcount":{"growth_percent":{"6m":1.10,"12m":-0.0e1}}}}]}""";
    assertThat(answer.body())
        .isEqualTo(
            "[{\"matched_on\":\"21\",%s,{\"matched_on\":\"021\",%s]".formatted(match, match));
  }

  @Test
  void peopleAreAnsweredByteForByte() throws Exception {
    var answer =
        enrich(
            "person",
            """
            {"professional_network_profile_urls":"linkedin.com/in/ada","fields":"updated_at"}""");

    assertThat(answer.body())
        .isEqualTo(
            """
            [{"matched_on":"linkedin.com/in/ada","match_type":"professional_network_profile_url",\
            "matches":[{"confidence_score":1.0,"person_data":%s}]}]"""
                .formatted(RECORDS.get(0)));
  }

  @Test
  void twentyFiveIdentifiersAreAnsweredAndOneMoreIsNot() throws Exception {
    assertThat(json(enrich("company", GatewayFixture.domains(25)))).hasSize(25);

    var refused = enrich("company", GatewayFixture.domains(26));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("domains must hold at most 25 entries, holds 26");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                    | exactly one identifier type",
        "{\"domains\":[]}                      | at least one identifier",
        "{\"business_emails\":[\"a\"]}         | Unknown key 'business_emails'",
        "{\"domains\":[\"a\"],\"chunk_size\":10} | Unknown key 'chunk_size'; allowed are names, domains, professional_network_profile_urls, crustdata_company_ids, fields",
        "{\"domains\":[\"a\"],\"webhook_url\":\"https://a.example\"} | Unknown key 'webhook_url'",
        "{\"domains\":[\"a\"],\"fields\":[\"no\"]} | available_fields",
        "[                                     | malformed JSON",
      })
  void whatIsWrongIsNamed(String body, String named) throws Exception {
    var answer = enrich("company", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/error/type").textValue()).isEqualTo("invalid_request");
    assertThat(answer.body()).containsIgnoringCase(named);
  }

  @Test
  void aKeyAndAVersionAreRequiredInThisOrder() throws Exception {
    var nothing = GatewayFixture.request(gateway, "/person/enrich").POST(BodyPublishers.noBody());

    assertThat(fixture.send(nothing).statusCode()).isEqualTo(401);
    var unversioned = fixture.send(nothing.header("Authorization", "Bearer " + key));
    assertThat(unversioned.statusCode()).isEqualTo(400);
    assertThat(unversioned.body()).contains("Missing required header: x-api-version");
  }

  @Test
  void thereAreNoSingleLookUpsWithoutADirectory() throws Exception {
    try (var without = Gateway.start(fixture.config("gateway-2"), Clock.systemUTC())) {
      var answer = fixture.send(request(without, "company", "{}"));

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(json(answer).at("/error/type").textValue()).isEqualTo("not_found");
    }
  }

  @Test
  void aDirectoryThatCannotBeOpenedIsOneClearErrorAtTheStart(@TempDir Path empty) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Gateway.start(
                    fixture.config("gateway-3", DirectorySettings.of("local:" + empty)),
                    Clock.systemUTC()))
        .withMessageStartingWith(empty + " holds no directory");
  }

  @Test
  void aDirectoryThatDoesNotAnswerInTimeMakesTheGatewayUnavailable(@TempDir Path folder)
      throws Exception {
    var keyFile = Files.writeString(folder.resolve("key"), "key").toString();
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:" + silent.getLocalPort();
      var upstream =
          new DirectorySettings(url, keyFile, 1, Duration.ofSeconds(60), 0, CacheSettings.NONE);
      try (var behind = Gateway.start(fixture.config("gateway-4", upstream), Clock.systemUTC())) {
        var answer = fixture.send(request(behind, "company", GatewayFixture.domains(1)));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(answer).at("/error/type").textValue()).isEqualTo("unavailable");
      }
    }
  }

  private static HttpResponse<String> enrich(String entity, String body) throws Exception {
    return fixture.send(request(gateway, entity, body));
  }

  private static HttpRequest.Builder request(Gateway gateway, String entity, String body) {
    return GatewayFixture.request(gateway, "/%s/enrich".formatted(entity))
        .header("Authorization", "Bearer " + key)
        .header("x-api-version", "2025-11-01")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }
}
