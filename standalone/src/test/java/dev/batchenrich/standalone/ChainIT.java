package dev.batchenrich.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.sample.SampleRecords;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server as the directory of another one. */
@Timeout(240)
class ChainIT {

  private static final String URLS = "professional_network_profile_urls";
  private static final String NOBODY = "https://www.linkedin.com/in/nobody";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void throughAnotherServerComesTheSameByteForByte() throws Exception {
    var people = tenThousandPeople();
    try (var near = start("near", null);
        var far = start("far", upstream(near, CacheSettings.NONE))) {
      var fields = FieldCatalogue.of(Entity.PERSON).families();
      var expected = lines(near, "near", people, fields);

      assertThat(expected)
          .hasSize((int) people.stream().filter(url -> !url.equals(NOBODY)).count());
      assertThat(lines(far, "far", people, fields)).isEqualTo(expected);
    }
  }

  @Test
  void whatIsAnsweredAtOnceIsWhatABatchHolds() throws Exception {
    var few = tenThousandPeople().subList(0, 25);
    var fields = List.of("experience", "basic_profile.headline", "education.schools.school");
    try (var near = start("near", null);
        var far = start("far", upstream(near, CacheSettings.NONE))) {
      var lines = lines(near, "near", few, fields);
      for (var server : List.of(near, far)) {
        var name = server == near ? "near" : "far";
        var answer = post(server, name, "/person/enrich", few, fields);

        for (var line : lines) {
          var data = line.substring(line.indexOf("\"data\":") + 7, line.length() - 1);
          assertThat(answer)
              .contains("{\"confidence_score\":1.0,\"person_data\":%s}".formatted(data));
        }
        assertThat(JSON.readTree(answer)).hasSize(25);
      }
    }
  }

  @Test
  void whatACacheHoldsIsAnsweredWhenTheOtherServerIsGone() throws Exception {
    var few = tenThousandPeople().subList(0, 25);
    var fields = List.of("basic_profile");
    var cache = new CacheSettings(64 << 20, Duration.ofHours(1), Duration.ofHours(1));
    try (var near = start("near", null);
        var far = start("far", upstream(near, cache))) {
      var lines = lines(far, "far", few, fields);
      near.close();

      assertThat(lines(far, "far", few, fields)).isEqualTo(lines).isNotEmpty();
      // The gateway and the job share the cache.
      assertThat(JSON.readTree(post(far, "far", "/person/enrich", few, fields))).hasSize(25);
    }
  }

  /** Each sample person several times, and nobody now and then, in no order. */
  private static List<String> tenThousandPeople() {
    var people = new ArrayList<String>();
    var pointer = "/social_handles/professional_network_identifier/profile_url";
    for (var person : new SampleRecords().people()) {
      people.addAll(Collections.nCopies(4, person.at(pointer).asText()));
      people.add(person.get("crustdata_person_id").asInt() % 10 == 0 ? NOBODY : people.get(0));
    }
    Collections.shuffle(people, new Random(5));
    return people;
  }

  private DirectorySettings upstream(Standalone near, CacheSettings cache) {
    return new DirectorySettings(
        near.url().toString(), key("near").toString(), 8, Duration.ofSeconds(10), 0, cache);
  }

  private Standalone start(String name, @Nullable DirectorySettings directory) throws Exception {
    var config =
        new StandaloneConfig(
            folder.resolve(name),
            "127.0.0.1",
            0,
            null,
            null,
            directory,
            null,
            null,
            WebhookChoices.DEFAULT);
    return Standalone.start(Preparation.of(config), new OpenResources());
  }

  private Path key(String name) {
    return folder.resolve(name).resolve("api-key");
  }

  private List<String> lines(
      Standalone server, String name, List<String> people, Collection<String> fields)
      throws Exception {
    var submitted = post(server, name, "/batch/person/enrich", people, fields);
    var client = new BatchClient(server.url(), Files.readString(key(name)).strip());
    var id = JSON.readTree(submitted).get("batch_id").textValue();
    var job =
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> client.job(id), each -> each.status().equals("completed"));
    var file = folder.resolve(name + ".jsonl.gz");
    client.download(URI.create(job.downloadUrl()), file);
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  private String post(
      Standalone server, String name, String path, List<String> people, Collection<String> fields)
      throws IOException, InterruptedException {
    var body = JSON.writeValueAsString(Map.of(URLS, people, "fields", fields));
    var request =
        HttpRequest.newBuilder(server.url().resolve(path))
            .header("Authorization", "Bearer " + Files.readString(key(name)).strip())
            .header("x-api-version", "2025-11-01")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
