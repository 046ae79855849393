package dev.batchenrich.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.company.Companies;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.client.Job;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client's commands, as processes, at a server. Each test has an account of its own. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCommandsIT {

  private static final int STOPPED_BY_CTRL_C = 128 + 2;
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenResources resources = new OpenResources();
  private ApiKeyFile keys = new ApiKeyFile(Path.of(""));
  private URI server = NOBODY;

  @TempDir Path folder;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    keys = new ApiKeyFile(data.resolve("keys"));
    keys.add("first", ApiKeyFile.newKey());
    CompanyDirectory.make(data.resolve("directory"));
    var config =
        new StandaloneConfig(
            data, "127.0.0.1", 0, null, null, null, keys.path(), null, WebhookChoices.DEFAULT);
    server = Standalone.start(Preparation.of(config), resources).url();
  }

  @AfterAll
  void stop() {
    resources.close();
  }

  @Test
  void anyNumberOfIdentifiersBecomesOneFileWithExactlyTheirLinesInTheirOrder() throws Exception {
    var key = account("many");
    var domains = domains(25_000);

    var client = run(key, "submit company --by domains domains.txt --wait");

    assertThat(client.said()).contains("identifiers 20,001 to 25,000 is batch ");
    assertThat(client.exit()).isZero();
    var output = folder.resolve("domains-enriched.jsonl.gz");
    assertThat(client.printed())
        .isEqualTo("%,d of 25,000 found: %s\n".formatted(Companies.known(domains).size(), output));
    assertThat(lines(output)).isEqualTo(Companies.lines(domains));
    assertThat(jobs(key)).hasSize(3);
    assertThat(folder.resolve(output + ".partial")).doesNotExist();
  }

  @Test
  void stoppedByCtrlCTheSameCommandGoesOnWithTheSameJobs() throws Exception {
    var key = account("stopped");
    var domains = domains(25_000);
    var command = "submit company --by domains domains.txt --wait -o all.jsonl.gz";
    var output = folder.resolve("all.jsonl.gz");
    var stopped = ClientProcess.start(folder, server, key, command.split(" "));
    await().atMost(Duration.ofSeconds(60)).until(() -> stopped.said().contains(" is batch "));
    stopped.interrupt();
    assertThat(stopped.exit()).as(stopped.said()).isEqualTo(STOPPED_BY_CTRL_C);
    assertThat(stopped.said()).contains("stopped; the same command goes on");
    assertThat(output).doesNotExist();

    var another = run(key, "submit company --by names domains.txt --wait -o all.jsonl.gz");
    assertThat(another.exit()).isEqualTo(1);
    assertThat(another.said()).contains("all.jsonl.gz.partial is of another submission");

    assertThat(run(key, command).exit()).isZero();
    assertThat(lines(output)).isEqualTo(Companies.lines(domains));
    assertThat(jobs(key)).hasSize(3);

    var again = run(key, command);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.said()).contains("all.jsonl.gz is there already");
    assertThat(jobs(key)).hasSize(3);
  }

  @Test
  void moreJobsThanTheServerTakesAtATimeWaitForTheirTurn() throws Exception {
    var key = account("queued");
    var domains = domains(7_000);

    var client = run(key, "submit company --by domains domains.txt --job-size 1000 --wait --json");

    assertThat(client.exit()).as(client.said()).isZero();
    var answer = JSON.readTree(client.printed());
    assertThat(answer.get("identifier_count").intValue()).isEqualTo(7_000);
    assertThat(answer.get("result_count").intValue()).isEqualTo(Companies.known(domains).size());
    assertThat(lines(Path.of(answer.get("output").textValue())))
        .isEqualTo(Companies.lines(domains));
    assertThat(jobs(key)).hasSize(7);
  }

  @Test
  void withoutWaitingTheIdsArePrintedAndTheRestIsDoneLater() throws Exception {
    var key = account("later");
    var domains = domains(300);

    var command =
        "submit company --by domain domains.txt --fields basic_info.name --idempotency-key mine";
    var submitted = run(key, command);
    assertThat(submitted.exit()).as(submitted.said()).isZero();
    var id = submitted.printed().strip();
    assertThat(new BatchClient(server, key).job(id).requested()).isEqualTo(300);

    var watched = run(key, "status " + id + " --watch --json");
    assertThat(watched.exit()).as(watched.said()).isZero();
    assertThat(JSON.readTree(watched.printed()).get("status").textValue()).isEqualTo("completed");

    var listed = run(key, "list --status completed");
    assertThat(listed.printed().lines()).hasSize(2).last().asString().startsWith(id);

    assertThat(run(key, "download " + id + " -o later.jsonl.gz").exit()).isZero();
    assertThat(lines(folder.resolve("later.jsonl.gz"))).isEqualTo(Companies.lines(domains));

    var repeated = run(key, command.replace("domain ", "domains "));
    assertThat(repeated.printed().strip()).isEqualTo(id);
  }

  @Test
  void aJobIsCancelledOnceAndLeftAsItIsOnceItHasEnded() throws Exception {
    var key = account("cancelled");
    domains(10_000);
    var id = run(key, "submit company --by domains domains.txt").printed().strip();

    var first = run(key, "cancel " + id);
    assertThat(first.exit()).as(first.said()).isZero();
    // It may have been quicker.
    var end =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> new BatchClient(server, key).job(id), Job::hasEnded)
            .status();

    assertThat(end).isIn("cancelled", "completed");
    assertThat(run(key, "cancel " + id).printed())
        .isEqualTo("%s has ended already: %s\n".formatted(id, end));
    var json = run(key, "cancel %1$s %1$s --json".formatted(id)).printed().lines().toList();
    assertThat(json).hasSize(2);
    assertThat(JSON.readTree(json.get(1)).get("status").textValue()).isEqualTo(end);
  }

  @Test
  void aDownloadGoesOnFromWhatIsThere() throws Exception {
    var key = account("resumed");
    domains(1_000);
    var id = run(key, "submit company --by domains domains.txt").printed().strip();
    run(key, "status " + id + " --watch");
    assertThat(run(key, "download " + id).exit()).isZero();
    var whole = Files.readAllBytes(folder.resolve(id + ".jsonl.gz"));
    var part = Arrays.copyOf(whole, 1_000);
    Files.write(folder.resolve("again.part"), part);
    Files.writeString(folder.resolve("again.part.etag"), "\"%s-%d\"".formatted(id, whole.length));

    assertThat(run(key, "download " + id + " -o again").exit()).isZero();

    assertThat(folder.resolve("again")).hasBinaryContent(whole);
    assertThat(folder.resolve("again.part")).doesNotExist();
  }

  @Test
  void whatGoesWrongIsOneLineAndAnExitCode() throws Exception {
    var key = account("wrong");
    domains(10);
    var unknown = "00000000-0000-0000-0000-000000000000";

    fails(run("be_wrong", "list"), 3, "Invalid API key in request; is BATCH_ENRICH_API_KEY a key");
    fails(run("", "list"), 3, "there is no API key; set BATCH_ENRICH_API_KEY");
    fails(run(key, "status " + unknown), 4, "; 'batch-enrich list' shows your batches");
    fails(run(key, "cancel " + unknown), 4, "no such batch (/batch/%s/cancel)".formatted(unknown));
    fails(run(key, "download " + unknown), 4, "; 'batch-enrich list' shows your batches");
    fails(
        ClientProcess.run(folder, NOBODY, key, "list"),
        5,
        "http://127.0.0.1:1 cannot be reached: it does not listen; is it running");
    fails(run(key, "list --status lost"), 1, "status must be");
    fails(
        run(key, "submit company --by domains nowhere.txt"),
        1,
        "nowhere.txt: no such file or folder");
    var tasteless = run(key, "submit company --by domains --fields taste domains.txt");
    fails(
        tasteless,
        1,
        "--fields takes these and what is in them: crustdata_company_id, basic_info, ");
    fails(tasteless, 1, "; it holds unsupported values: 'taste'");
    fails(
        run(key, "submit company --by domains --webhook ftp://example.com domains.txt"),
        1,
        "batch-enrich: --webhook must be ");
    assertThat(folder.resolve("state/batch-enrich")).isEmptyDirectory();
  }

  private static void fails(ClientProcess client, int exit, String message) throws IOException {
    assertThat(client.said()).contains(message);
    assertThat(client.said().lines()).hasSize(1).first().asString().startsWith("batch-enrich: ");
    assertThat(client.printed()).isEmpty();
    assertThat(client.exit()).isEqualTo(exit);
  }

  private ClientProcess run(String key, String commandLine) throws Exception {
    return ClientProcess.run(folder, server, key, commandLine.split(" "));
  }

  /** The key of a new account, once the server knows it. */
  private String account(String name) throws IOException {
    var key = ApiKeyFile.newKey();
    keys.add(name, key);
    await().ignoreExceptionsInstanceOf(CannotGoOn.class).until(() -> jobs(key).isEmpty());
    return key;
  }

  private List<String> jobs(String key) throws InterruptedException {
    return new BatchClient(server, key).jobs(null, 1_000).stream().map(job -> job.id()).toList();
  }

  /** Writes {@code domains.txt}. */
  private List<String> domains(int count) throws IOException {
    var domains = Companies.domains(count, new SplittableRandom(count));
    Files.write(folder.resolve("domains.txt"), domains);
    return domains;
  }

  private static List<String> lines(Path file) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
