package dev.batchenrich.contract.message;

import static dev.batchenrich.contract.message.MessagesTest.JSON;
import static dev.batchenrich.contract.message.MessagesTest.golden;
import static dev.batchenrich.contract.message.MessagesTest.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.batchenrich.contract.page.Page;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schema and the reader agree on what a chunk is. */
class ChunkSchemaTest {

  private static final String SCHEMA = text("chunk.schema.json");

  /** The one of the job. */
  private static final ChunkReader CHUNKS = new ChunkReader();

  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SCHEMA, InputFormat.JSON);

  @Test
  void bothTakeTheGoldenChunk() throws IOException {
    assertThat(errors(golden("chunk.v1.json"))).isEmpty();
  }

  @Test
  void bothTakeTheExample() throws IOException {
    var example = JSON.readTree(SCHEMA).at("/examples/0").toString().getBytes(UTF_8);
    assertThat(errors(example)).isEmpty();
    assertThat(CHUNKS.read(example).identifiers()).hasSize(2);
  }

  @Test
  void bothTakeWhatThePageOnPublishingShows() throws IOException {
    var page = new Page("docs/publishing-from-kafka.md");
    var published = page.block("sh", "kafka-console-producer.sh").lines().toList().get(2);
    for (var chunk :
        List.of(page.block("json", "{"), published.substring(published.indexOf('{')))) {
      assertThat(errors(chunk.getBytes(UTF_8))).isEmpty();
      assertThat(CHUNKS.read(chunk.getBytes(UTF_8)).chunkIndex()).isZero();
    }
  }

  @Test
  void bothTakeWhatIsOptional() throws IOException {
    for (var path : List.of("/batch/fields", "/batch/webhook_url", "/added_later")) {
      for (var value : List.of("null", "absent")) {
        var changed = with(golden("chunk.v1.json"), path, value);
        assertThat(errors(changed)).as(path).isEmpty();
        assertThat(CHUNKS.read(changed).chunkIndex()).isEqualTo(1);
      }
    }
  }

  @Test
  void everyPropertyIsDescribed() throws IOException {
    var root = JSON.readTree(SCHEMA);
    for (var properties : List.of(root.at("/properties"), root.at("/$defs/batch/properties"))) {
      properties
          .properties()
          .forEach(
              property ->
                  assertThat(
                          property.getValue().has("description") || property.getValue().has("$ref"))
                      .as(property.getKey())
                      .isTrue());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /version                | 2                  | version 2 is not supported, 1 is
          /version                | "1"                | version: must be
          /version                | absent             | version
          /batch                  | absent             | batch is missing
          /batch                  | "text"             | batch: must be
          /batch                  | []                 | batch: must be
          /chunk_index            | 3                  | chunk_index must be 0 to 2, is 3
          /chunk_index            | -1                 | chunk_index must be 0 to 2, is -1
          /chunk_index            | 1.5                | chunk_index: must be
          /chunk_index            | "1"                | chunk_index: must be
          /chunk_index            | true               | chunk_index: must be
          /chunk_index            | null               | chunk_index: must be
          /chunk_index            | absent             | chunk_index: must be
          /chunk_index            | 99999999999        | chunk_index: must be
          /first_position         | -1                 | first_position -1 does not fit
          /first_position         | 0                  | first_position 0 does not fit
          /first_position         | 3                  | first_position 3 does not fit
          /first_position         | 2147483647         | first_position 2147483647 does not fit
          /first_position         | absent             | first_position: must be
          /identifiers            | []                 | identifiers must hold 1 to 1000 entries, holds 0
          /identifiers            | null               | identifiers is missing
          /identifiers            | absent             | identifiers is missing
          /identifiers            | "a@x.example"      | identifiers: must be
          /identifiers            | {}                 | identifiers: must be
          /identifiers            | [7]                | identifiers[0]: must be
          /identifiers            | ["a",null]         | identifiers[1] must be a string
          /identifiers            | ["a",["b"]]        | identifiers[1]: must be
          /batch/batch_id         | "53AB686B-C054-496B-8BAF-BAFF5ECC85CF" | batch_id must be a lower-case UUID
          /batch/batch_id         | "../etc"           | batch_id must be a lower-case UUID
          /batch/batch_id         | 7                  | batch.batch_id: must be
          /batch/batch_id         | absent             | batch_id is missing
          /batch/account_id       | ""                 | account_id must be 1 to 64
          /batch/account_id       | "a b"              | account_id must be 1 to 64
          /batch/account_id       | null               | account_id is missing
          /batch/entity           | "planet"           | batch.entity: must be one of person, company
          /batch/entity           | 0                  | batch.entity: must be
          /batch/entity           | "0"                | batch.entity: must be
          /batch/entity           | "company"          | identifier_type business_emails does not fit entity company
          /batch/action           | "search"           | batch.action: must be one of enrich
          /batch/identifier_type  | "names"            | identifier_type names does not fit entity person
          /batch/identifier_type  | "phone"            | batch.identifier_type: must be one of
          /batch/identifier_count | 0                  | identifier_count must be 1 to 10000, is 0
          /batch/identifier_count | 10001              | identifier_count must be 1 to 10000, is 10001
          /batch/identifier_count | "5"                | batch.identifier_count: must be
          /batch/chunk_count      | 0                  | chunk_count must be 1 to identifier_count (5), is 0
          /batch/chunk_count      | 6                  | chunk_count must be 1 to identifier_count (5), is 6
          /batch/fields           | "experience"       | batch.fields: must be
          /batch/fields           | [7]                | batch.fields[0]: must be
          /batch/fields           | [null]             | fields must hold strings only
          /batch/fields           | ["a","a"]          | fields must hold at most 1000 values, each once
          /batch/webhook_url      | 7                  | batch.webhook_url: must be
          /batch/submitted_at     | 1767323045         | batch.submitted_at: must be
          /batch/submitted_at     | "1767323045"       | batch.submitted_at: must be
          /batch/submitted_at     | "1969-12-31T23:59:59Z" | submitted_at must be in the years 1970 to 9999
          /batch/submitted_at     | "yesterday"        | batch.submitted_at: must be
          /batch/submitted_at     | ""                 | batch.submitted_at: must be
          /batch/submitted_at     | absent             | submitted_at is missing
          """)
  void bothRefuse(String path, String value, String reason) throws IOException {
    var changed = with(golden("chunk.v1.json"), path, value);

    assertThatThrownBy(() -> CHUNKS.read(changed))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(reason)
        .doesNotContain("\n");
    if (!isBeyondASchema(path, value)) {
      assertThat(errors(changed)).isNotEmpty();
    }
  }

  @Test
  void bothRefuseALongIdentifier() throws IOException {
    var changed =
        with(golden("chunk.v1.json"), "/identifiers", "[\"a\",\"" + "x".repeat(2_049) + "\"]");
    assertThat(errors(changed)).isNotEmpty();
    assertThatThrownBy(() -> CHUNKS.read(changed))
        .hasMessage("identifiers[1] must be a string of at most 2048 Unicode characters");
  }

  @Test
  void halfASurrogatePairIsRefused() throws IOException {
    var changed = new String(golden("chunk.v1.json"), UTF_8).replace("Jane", "\\ud83d");
    assertThatThrownBy(() -> CHUNKS.read(changed.getBytes(UTF_8)))
        .hasMessage("identifiers[0] must be a string of at most 2048 Unicode characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                            | must be one JSON object
          nonsense                      | nonsense
          []                            | must be one JSON object
          null                          | must be one JSON object
          {"version":1,"version":1}     | Duplicate field 'version'
          """)
  void whatIsNoObjectIsRefused(String text, String reason) {
    assertThatThrownBy(() -> CHUNKS.read(text.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(reason)
        .doesNotContain("\n");
  }

  @Test
  void whatFollowsTheObjectIsRefused() throws IOException {
    var more = new String(golden("chunk.v1.json"), UTF_8) + "{}";
    assertThatThrownBy(() -> CHUNKS.read(more.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be one JSON object");
  }

  /** Relations between fields, and what the catalogue decides. */
  private static boolean isBeyondASchema(String path, String value) {
    return switch (path) {
      case "/chunk_index" -> value.equals("3");
      case "/first_position" -> value.equals("0") || value.equals("3");
      case "/batch/chunk_count" -> value.equals("6");
      case "/batch/submitted_at" -> value.startsWith("\"1969");
      default -> false;
    };
  }

  private List<Error> errors(byte[] json) {
    return schema.validate(
        new String(json, UTF_8),
        InputFormat.JSON,
        execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private static String text(String resource) {
    try {
      return new String(golden(resource), UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
