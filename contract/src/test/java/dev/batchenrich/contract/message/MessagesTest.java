package dev.batchenrich.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages in version 1, which stored topics hold and other programs write. */
class MessagesTest {

  static final JsonMapper JSON = new JsonMapper();
  private static final String BATCH_ID = "53ab686b-c054-496b-8baf-baff5ecc85cf";

  @Test
  void chunksAreReadAndWrittenAsTheyEverWere() throws IOException {
    var batch =
        new Batch(
            BATCH_ID,
            "demo",
            Entity.PERSON,
            Action.ENRICH,
            IdentifierType.BUSINESS_EMAILS,
            5,
            3,
            List.of("experience", "basic_profile.headline"),
            "https://example.com/hook",
            Instant.parse("2026-01-02T03:04:05.678901Z"));
    assertGolden(
        "chunk.v1.json",
        new Chunk(batch, 1, 2, List.of("Jane.Doe@Example.com", "Ω 😀 \"not an address\"")));
  }

  @Test
  void jobEntriesAreReadAndWrittenAsTheyEverWere() throws IOException {
    assertGolden(
        "job-entry.v1.json",
        new JobEntry(
            JobEntry.Kind.RESERVATION,
            "7f0c",
            "9b74",
            company(IdentifierType.COMPANY_IDS, 1, null)));
  }

  @Test
  void statusesAreReadAndWrittenAsTheyEverWere() throws IOException {
    assertGolden("job-status.v1.json", failed(company(IdentifierType.PROFILE_URLS, 9, null)));
  }

  @Test
  void aListOfUnresolvedPositionsLiesInAFolderOfItsOwnBesideResults() throws IOException {
    var list = "{\"path\":\"%s/unresolved/part-0.jsonl.gz\",\"bytes\":45}".formatted(BATCH_ID);
    var status =
        Json.read(with(golden("job-status.v1.json"), "/unresolved", list), JobStatus.class);

    assertThat(status.unresolved())
        .isEqualTo(new ResultsFile(BATCH_ID + "/unresolved/part-0.jsonl.gz", 45));
    assertThat(Json.read(Json.write(status), JobStatus.class)).isEqualTo(status);
  }

  @Test
  void webhookRequestsAreReadAndWrittenAsTheyEverWere() throws IOException {
    assertGolden(
        "webhook-request.v1.json",
        new WebhookRequest(
            2,
            Instant.parse("2026-01-03T00:00:00Z"),
            failed(company(IdentifierType.PROFILE_URLS, 9, "https://example.com/hook"))));
  }

  @Test
  void webhookAttemptsAreReadAndWrittenAsTheyEverWere() throws IOException {
    assertGolden(
        "webhook-attempt.v1.json",
        new WebhookAttempt(
            1,
            BATCH_ID,
            "https://example.com/hook",
            1,
            2,
            Instant.parse("2026-01-02T03:05:10.123456Z"),
            15_002,
            null,
            "no answer within 15 s",
            Instant.parse("2026-01-02T03:10:25.123Z")));
  }

  @Test
  void keysThatAreNotKnownAreIgnored() throws IOException {
    var known = Json.read(golden("chunk.v1.json"), Chunk.class);
    var more = (ObjectNode) JSON.readTree(golden("chunk.v1.json"));
    more.putObject("added_later").put("a", 1);
    ((ObjectNode) more.get("batch")).put("priority", "high");

    assertThat(Json.read(JSON.writeValueAsBytes(more), Chunk.class)).isEqualTo(known);
  }

  @Test
  void absentFieldsAreNone() throws IOException {
    var less = (ObjectNode) JSON.readTree(golden("chunk.v1.json"));
    ((ObjectNode) less.get("batch")).remove(List.of("fields", "webhook_url"));

    var batch = Json.read(JSON.writeValueAsBytes(less), Chunk.class).batch();
    assertThat(batch.fields()).isEmpty();
    assertThat(batch.webhookUrl()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /processed_count       | 10                  | processed_count (10)
          /processed_count       | 5                   | processed_count (5)
          /result_count          | -1                  | result_count (-1)
          /status                | "done"              | status: must be one of
          /status                | "completed"         | error_message belongs to failed
          /status                | "processing"        | completed_at and expires_at belong to the end
          /completed_at          | null                | completed_at and expires_at belong to the end
          /completed_at          | 1767323105          | completed_at: must be
          /expires_at            | "tomorrow"          | expires_at: must be
          /results/bytes         | 0                   | results.bytes must be positive, is 0
          /results/bytes         | "321"               | results.bytes: must be
          /results/path          | "../x"              | results.path must be <batch_id>/<file>, is '../x'
          /results/path          | "53ab686b-c054-496b-8baf-baff5ecc85cf/../x" | results.path must be
          /error_message         | 7                   | error_message: must be
          """)
  void aWrongStatusIsRefusedNamingTheField(String path, String value, String reason)
      throws IOException {
    var changed = with(golden("job-status.v1.json"), path, value);
    assertThatThrownBy(() -> Json.read(changed, JobStatus.class))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(reason)
        .doesNotContain("\n");
  }

  private static void assertGolden(String file, Record message) throws IOException {
    assertThat(Json.read(golden(file), message.getClass())).isEqualTo(message);
    assertThat(new String(Json.write(message), UTF_8))
        .isEqualTo(JSON.readTree(golden(file)).toString());
  }

  static byte[] golden(String file) throws IOException {
    try (var in = MessagesTest.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  /** {@code json} with another value at {@code path}, or none for the value {@code absent}. */
  static byte[] with(byte[] json, String path, String value) throws IOException {
    var tree = JSON.readTree(json);
    var slash = path.lastIndexOf('/');
    var parent = (ObjectNode) tree.at(path.substring(0, slash));
    var name = path.substring(slash + 1);
    if (value.equals("absent")) {
      parent.remove(name);
    } else {
      JsonNode replacement = JSON.readTree(value);
      parent.set(name, replacement);
    }
    return JSON.writeValueAsBytes(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /version         | 2                      | version 2 is not supported
          /batch_id        | "x"                    | batch_id must be a lower-case UUID, is 'x'
          /url             | absent                 | url is missing
          /delivery        | 0                      | delivery must be at least 1, is 0
          /attempt         | 0                      | attempt must be at least 1, is 0
          /attempted_at    | absent                 | attempted_at is missing
          /duration_ms     | -1                     | duration_ms must not be negative, is -1
          /status_code     | 200                    | either a status_code or a failure
          /failure         | absent                 | either a status_code or a failure
          """)
  void aWrongAttemptIsRefusedNamingTheField(String path, String value, String reason)
      throws IOException {
    var changed = with(golden("webhook-attempt.v1.json"), path, value);
    assertThatThrownBy(() -> Json.read(changed, WebhookAttempt.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /delivery              | 0      | delivery must be at least 1, is 0
          /requested_at          | absent | requested_at is missing
          /job                   | absent | job is missing
          /job/batch/webhook_url | absent | job.batch.webhook_url is missing
          """)
  void aWrongRequestIsRefusedNamingTheField(String path, String value, String reason)
      throws IOException {
    var changed = with(golden("webhook-request.v1.json"), path, value);
    assertThatThrownBy(() -> Json.read(changed, WebhookRequest.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static JobStatus failed(Batch batch) {
    return JobStatus.ended(
        batch,
        BatchStatus.FAILED,
        7,
        6,
        Instant.parse("2026-01-02T03:05:05.123456Z"),
        Instant.parse("2026-01-07T03:05:05.123456Z"),
        "the directory could not be reached",
        new ResultsFile(BATCH_ID + "/part-0.jsonl.gz", 321),
        null);
  }

  private static Batch company(IdentifierType type, int identifiers, @Nullable String webhookUrl) {
    return new Batch(
        BATCH_ID,
        "demo",
        Entity.COMPANY,
        Action.ENRICH,
        type,
        identifiers,
        1,
        List.of(),
        webhookUrl,
        Instant.parse("2026-01-02T03:04:05Z"));
  }
}
