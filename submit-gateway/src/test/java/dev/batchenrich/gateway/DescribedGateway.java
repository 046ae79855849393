package dev.batchenrich.gateway;

import dev.batchenrich.contract.answer.Download;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.local.DirectoryImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** A gateway with every endpoint, among them look-ups, and what it says of itself. */
record DescribedGateway(GatewayFixture fixture, Gateway gateway, OpenApiDocument document)
    implements AutoCloseable {

  private static final String RECORD =
      """
      {"crustdata_company_id":21,"basic_info":{"name":"Acme","primary_domain":"acme.example"}}""";

  /** Starts one that is not ready: there are no topics yet. */
  static DescribedGateway start(String bootstrapServers, Path folder, int requestsPerMinute)
      throws Exception {
    var fixture = new GatewayFixture(bootstrapServers, folder);
    fixture.keyOf("somebody");
    var dump = Files.write(folder.resolve("dump.jsonl"), List.of(RECORD));
    var records = folder.resolve("records");
    new DirectoryImport(records, List.of(dump), true).run(badLine -> {});
    var gateway =
        fixture.start(
            fixture.configWithLimit(
                "gateway-1", DirectorySettings.of("local:" + records), requestsPerMinute),
            Clock.systemUTC());
    var document = fixture.send(GatewayFixture.request(gateway, "/openapi.json")).body();
    return new DescribedGateway(fixture, gateway, new OpenApiDocument(document));
  }

  /** Publishes that {@code job} has ended, and stores its files, which are of 20 bytes. */
  void publish(JobStatus job) throws Exception {
    fixture.publish(job);
    for (var download : Download.values()) {
      var stored = Objects.requireNonNull(download.fileOf(job));
      var file = fixture.resultsDir().resolve(stored.path());
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[20]);
    }
  }

  @Override
  public void close() {
    fixture.close();
  }
}
