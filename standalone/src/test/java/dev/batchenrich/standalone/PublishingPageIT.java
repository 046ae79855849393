package dev.batchenrich.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchenrich.contract.page.Page;
import dev.batchenrich.contract.page.PageCommands;
import dev.batchenrich.contract.page.Programs;
import dev.batchenrich.directory.local.DirectoryImport;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.client.Job;
import dev.batchenrich.standalone.demo.ResultsFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/publishing-from-kafka.md publishes, by Kafka's own tool, at a whole server. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishingPageIT {

  private static final Page PAGE = new Page("docs/publishing-from-kafka.md");
  private static final String TOOL = "kafka-console-producer.sh";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A message with its key, as the tool reads them. */
  private static final Pattern MESSAGE =
      Pattern.compile("^([0-9a-f-]{36})\\|(\\{.*})$", Pattern.MULTILINE);

  private final OpenResources resources = new OpenResources();
  private Path folder = Path.of("");
  private Standalone server;
  private PageCommands commands;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    var dump =
        Files.writeString(
            folder.resolve("companies.jsonl"),
            """
            {"crustdata_company_id":1,"basic_info":{"name":"Stripe","primary_domain":"stripe.com"}}
            {"crustdata_company_id":2,"basic_info":{"name":"OpenAI","primary_domain":"openai.com"}}
            """);
    new DirectoryImport(folder.resolve("directory"), List.of(dump), true).run(badLine -> {});
    server = Standalone.start(Preparation.of(StandaloneConfig.in(folder)), resources);
    var tools =
        new Programs(folder.resolve("bin"))
            .add(
                TOOL,
                "exec '%s' -Xmx64m -cp '%s' org.apache.kafka.tools.ConsoleProducer \"$@\""
                    .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path")));
    commands =
        new PageCommands(
            PAGE,
            folder,
            Map.of("localhost:9092", server.bootstrapServers()),
            Map.of("PATH", tools.path()));
  }

  @AfterAll
  void stop() {
    resources.close();
  }

  @Test
  void theMessageOfTheCommandBecomesABatchLikeAnyOther() throws Exception {
    var command = commands.block(TOOL);

    assertThat(commands.run(command)).doesNotContainIgnoringCase("deprecated");

    var message = MESSAGE.matcher(command);
    assertThat(message.find()).isTrue();
    var key = Files.readString(folder.resolve("api-key")).strip();
    assertThat(results(key, message.group(1))).containsExactly("Stripe");
  }

  @Test
  void theExampleAndTheSecondChunkThatIsDescribedBecomeABatch() throws Exception {
    var first = (ObjectNode) JSON.readTree(PAGE.block("json", "{"));
    var second = first.deepCopy();
    second.put("chunk_index", 1).put("first_position", 2);
    second.putArray("identifiers").add("nobody.example");
    var batch = first.path("batch");
    var id = batch.path("batch_id").asText();

    commands.run(
        MESSAGE
            .matcher(commands.block(TOOL))
            .replaceFirst(
                Matcher.quoteReplacement("%1$s|%2$s%n%1$s|%3$s".formatted(id, first, second))));

    var key = ApiKeyFile.newKey();
    new ApiKeyFile(folder.resolve("api-keys")).add(batch.path("account_id").asText(), key);
    assertThat(results(key, id)).containsExactly("stripe.com", "openai.com");
  }

  /** The identifiers in the file of a batch, once it is there. */
  private List<String> results(String key, String id) throws Exception {
    var client = new BatchClient(server.url(), key);
    Job job =
        await()
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptionsInstanceOf(CannotGoOn.class)
            .until(() -> client.job(id), found -> found.status().equals("completed"));
    var file = folder.resolve("downloaded.jsonl.gz");
    client.download(URI.create(job.downloadUrl()), file);
    return ResultsFile.read(file).identifiers();
  }
}
