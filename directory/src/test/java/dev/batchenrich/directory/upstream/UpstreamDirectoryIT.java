package dev.batchenrich.directory.upstream;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.contract.IdentifierType.DOMAINS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.contract.IdentifierType.PROFILE_URLS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryContract;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UpstreamDirectoryIT implements DirectoryContract {

  private final List<UpstreamServer> servers = new ArrayList<>();

  @TempDir Path temporary;

  @AfterEach
  void stop() {
    servers.forEach(UpstreamServer::close);
  }

  @Override
  public Directory holding(List<String> records) throws Exception {
    var server = server(records, (exchange, call) -> false);
    return server.open(server.settings());
  }

  @Test
  void aChunkBecomesCallsOfAtMostTwentyFiveSoManyAtATime() throws Exception {
    var server =
        server(
            List.of(BOLT),
            (exchange, call) -> {
              TimeUnit.MILLISECONDS.sleep(20);
              return false;
            });
    try (var directory = server.open(server.settings())) {
      var ids = IntStream.rangeClosed(1, 1_000).mapToObj(Integer::toString).toList();
      var looks =
          List.of(
              directory.lookUp(COMPANY, COMPANY_IDS, ids).toCompletableFuture(),
              directory.lookUp(COMPANY, COMPANY_IDS, ids).toCompletableFuture());

      for (var look : looks) {
        assertThat(look).succeedsWithin(Duration.ofSeconds(30));
        assertThat(look.join().get(21)).isNotNull();
        assertThat(look.join().get(20)).isNull();
      }
    }
    assertThat(server.requests).hasSize(80);
    assertThat(server.requests)
        .allSatisfy(request -> assertThat(request.get("crustdata_company_ids")).hasSize(25));
    assertThat(server.mostAtOnce.get()).isEqualTo(4);
  }

  @Test
  void everyFamilyIsAskedForAndIdsAreNumbers() throws Exception {
    var server = server(List.of(BOLT), (exchange, call) -> false);
    try (var directory = server.open(server.settings())) {
      assertThat(DirectoryContract.ids(directory, COMPANY, COMPANY_IDS, "22")).containsExactly(22L);
    }
    var request = server.requests.get(0);
    assertThat(request.get("crustdata_company_ids").get(0).isIntegralNumber()).isTrue();
    assertThat(request.get("fields"))
        .map(field -> field.textValue())
        .containsExactlyElementsOf(FieldCatalogue.of(COMPANY).families());
  }

  @Test
  void whatIsRepeatedIsAskedForOnce() throws Exception {
    var server = server(List.of(BOLT), (exchange, call) -> false);
    try (var directory = server.open(server.settings())) {
      assertThat(DirectoryContract.ids(directory, COMPANY, NAMES, "bolt", "none", "BOLT", "bolt"))
          .containsExactly(22L, null, 22L, 22L);
    }
    assertThat(server.requests.get(0).get("names")).hasSize(2);
  }

  @Test
  void anUpstreamThatNormalisesOnceMoreMeansTheSame() throws Exception {
    var server =
        server(
            List.of(
                company(1, "Acme", "acme.example"),
                company(2, "Acme Inc Ltd", "www.www.acme.example"),
                """
                {"crustdata_person_id":3,"social_handles":{"professional_network_identifier":
                 {"profile_url":"https://www.linkedin.com/in/50%25-j%C3%B6rg+b"}}}"""),
            (exchange, call) -> false);
    try (var directory = server.open(server.settings())) {
      assertThat(DirectoryContract.ids(directory, COMPANY, NAMES, "acme", "acme inc ltd"))
          .containsExactly(1L, 2L);
      assertThat(
              DirectoryContract.ids(
                  directory, COMPANY, DOMAINS, "acme.example", "www.www.acme.example"))
          .containsExactly(1L, 2L);
      assertThat(
              DirectoryContract.ids(
                  directory, PERSON, PROFILE_URLS, "linkedin.com/in/50%25-jörg%2Bb"))
          .containsExactly(3L);
    }
  }

  @Test
  void callsBeginNoFasterThanAllowed() throws Exception {
    var server = server(List.of(BOLT), (exchange, call) -> false);
    var settings =
        new DirectorySettings(
            server.url(), null, 4, Duration.ofSeconds(2), 1_200, CacheSettings.NONE);
    try (var directory =
        UpstreamDirectory.open(settings, 2, Map.of(UpstreamKey.VARIABLE, UpstreamServer.KEY))) {
      var ids = IntStream.rangeClosed(1, 250).mapToObj(Integer::toString).toList();
      var began = System.nanoTime();

      assertThat(directory.lookUp(COMPANY, COMPANY_IDS, ids).toCompletableFuture())
          .succeedsWithin(Duration.ofSeconds(30));

      // Ten calls, of which the first does not wait, a tenth of a second apart.
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(850));
    }
  }

  private static String company(int id, String name, String domain) {
    return "{\"crustdata_company_id\":%d,\"basic_info\":{\"name\":\"%s\",\"primary_domain\":\"%s\"}}"
        .formatted(id, name, domain);
  }

  private UpstreamServer server(List<String> records, UpstreamServer.Mishap mishap)
      throws Exception {
    var server = new UpstreamServer(temporary, records, mishap);
    servers.add(server);
    return server;
  }
}
