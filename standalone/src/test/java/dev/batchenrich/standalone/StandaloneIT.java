package dev.batchenrich.standalone;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.DOMAINS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.standalone.demo.BatchClient;
import dev.batchenrich.standalone.demo.BatchClient.Job;
import dev.batchenrich.standalone.demo.ResultsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class StandaloneIT {

  @TempDir Path folder;

  @Test
  void aBatchGoesFromSubmissionToDownloadAndIsStillThereAfterARestart() throws Exception {
    TestCompanies.makeDirectory(folder.resolve("directory"));
    var domains = TestCompanies.domains(2_000, new SplittableRandom(7));
    String id;
    try (var standalone = start()) {
      var client = client(standalone);
      id = client.submit(COMPANY, DOMAINS, domains, "first");

      assertHolds(client, completed(client, id), TestCompanies.known(domains));
    }
    try (var standalone = start()) {
      var client = client(standalone);
      assertHolds(client, client.job(id), TestCompanies.known(domains));

      var next = client.submit(COMPANY, DOMAINS, List.of("nobody.example"), "second");
      assertHolds(client, completed(client, next), List.of());
    }
  }

  private Standalone start() throws Exception {
    var config = new StandaloneConfig(folder, "127.0.0.1", 0, null, null);
    return Standalone.start(Preparation.of(config), new OpenResources());
  }

  private BatchClient client(Standalone standalone) throws IOException {
    return new BatchClient(standalone.url(), Files.readString(folder.resolve("api-key")).strip());
  }

  private static Job completed(BatchClient client, String id) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.job(id), job -> job.status().equals("completed"));
  }

  private void assertHolds(BatchClient client, Job job, List<String> expected) throws Exception {
    assertThat(job.status()).isEqualTo("completed");
    assertThat(job.results()).isEqualTo(expected.size());
    var file = folder.resolve("downloaded.jsonl.gz");
    client.download(URI.create(job.downloadUrl()), file);
    assertThat(ResultsFile.read(file).identifiers()).isEqualTo(expected);
  }
}
