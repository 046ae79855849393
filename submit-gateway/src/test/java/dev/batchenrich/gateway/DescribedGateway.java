package dev.batchenrich.gateway;

import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.local.DirectoryImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A gateway with every endpoint, among them look-ups, and what it says of itself. */
record DescribedGateway(GatewayFixture fixture, Gateway gateway, OpenApiDocument document)
    implements AutoCloseable {

  private static final String RECORD =
      """
      {"crustdata_company_id":21,"basic_info":{"name":"Acme","primary_domain":"acme.example"}}""";

  /** Starts one that is not ready: there are no topics yet. */
  static DescribedGateway start(String bootstrapServers, Path folder) throws Exception {
    var fixture = new GatewayFixture(bootstrapServers, folder);
    fixture.keyOf("somebody");
    var dump = Files.write(folder.resolve("dump.jsonl"), List.of(RECORD));
    var records = folder.resolve("records");
    new DirectoryImport(records, List.of(dump), true).run(badLine -> {});
    var gateway =
        fixture.start(
            fixture.config("gateway-1", DirectorySettings.of("local:" + records)),
            Clock.systemUTC());
    var document = fixture.send(GatewayFixture.request(gateway, "/openapi.json")).body();
    return new DescribedGateway(fixture, gateway, new OpenApiDocument(document));
  }

  @Override
  public void close() {
    fixture.close();
  }
}
