package dev.batchenrich.pipeline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.pipeline.Batches;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecodeChunkTest {

  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private TwoInputStreamOperatorTestHarness<Message, Cancellation, SubmittedChunk> operator;

  @BeforeEach
  void open() throws Exception {
    operator = harness();
    operator.open();
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void aValidChunkGoesOnWithTheMessageItCameIn() throws Exception {
    var batch = Batches.people(2, 10);
    var chunk = Batches.chunks(batch, 10, List.of("a@example.com", "b@example.com")).get(0);
    var message = message(Json.write(chunk));

    operator.processElement1(message, 0);

    assertThat(operator.extractOutputValues())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(new SubmittedChunk(chunk, message));
    assertThat(operator.getSideOutput(DecodeChunk.UNREADABLE)).isNullOrEmpty();
  }

  @Test
  void whatIsNoChunkIsADeadLetterWithItsReasonAndItsBytes() throws Exception {
    assertThat(reasonFor(null)).isEqualTo("the message has no value");
    assertThat(reasonFor("")).isNotBlank();
    assertThat(reasonFor("garbage")).contains("garbage");
    assertThat(reasonFor("null")).isNotBlank();
    assertThat(reasonFor("[]")).isNotBlank();
    assertThat(reasonFor("{}")).isNotBlank();
    var chunk = Batches.chunks(Batches.people(1, 10), 10, List.of("a@example.com")).get(0);
    var json = new String(Json.write(chunk), UTF_8);
    assertThat(reasonFor(json.replace("\"version\":1", "\"version\":2")))
        .isEqualTo("version 2 is not supported, 1 is");
    assertThat(reasonFor(json.replace("person", "robot")))
        .startsWith("batch.entity: must be one of");
    assertThat(reasonFor(json.replace("\"chunk_index\":0", "\"chunk_index\":7")))
        .isEqualTo("chunk_index must be 0 to 0, is 7");
    assertThat(reasonFor(json.replace("\"fields\":[]", "\"fields\":[\"nope\"]")))
        .isEqualTo("batch.fields holds unsupported values: [nope]");
    assertThat(reasonFor(json.replace("person", "x".repeat(9_999)))).hasSizeLessThan(1_001);
    assertThat(reasonFor(json.replace("\"chunk_index\":0,", ""))).startsWith("chunk_index: ");
    assertThat(operator.extractOutputValues()).isEmpty();
  }

  @Test
  void chunksOfACancelledBatchEndHereAndNoOthers() throws Exception {
    var batch = Batches.people(30, 10);
    var other = Batches.people(10, 10);
    process(batch, 0);

    cancel(batch, NOON);
    process(batch, 1);
    process(other, 0);

    assertThat(decoded()).containsExactly(batch.batchId() + " 0", other.batchId() + " 0");
  }

  @Test
  void aCancellationIsKnownAfterARestart() throws Exception {
    var batch = Batches.people(30, 10);
    cancel(batch, NOON);
    var snapshot = operator.snapshot(1, 1);
    operator.close();

    operator = harness();
    operator.initializeState(snapshot);
    operator.open();
    process(batch, 2);

    assertThat(decoded()).isEmpty();
  }

  @Test
  void cancellationsAreForgottenWhenOthersComeMuchLater() throws Exception {
    var early = Batches.people(10, 10);
    var late = Batches.people(10, 10);
    cancel(early, NOON);
    cancel(late, NOON.plus(REMEMBERED));
    process(early, 0);
    assertThat(decoded()).isEmpty();

    cancel(Batches.people(10, 10), NOON.plus(REMEMBERED).plusMillis(1));
    process(early, 0);
    process(late, 0);

    assertThat(decoded()).containsExactly(early.batchId() + " 0");
  }

  private static TwoInputStreamOperatorTestHarness<Message, Cancellation, SubmittedChunk> harness()
      throws Exception {
    return new TwoInputStreamOperatorTestHarness<>(
        new CoBroadcastWithNonKeyedOperator<>(
            new DecodeChunk(REMEMBERED), List.of(DecodeChunk.CANCELLED)));
  }

  private void process(Batch batch, int chunkIndex) throws Exception {
    var identifiers = Collections.nCopies(batch.identifierCount(), "a@example.com");
    var chunk = Batches.chunks(batch, 10, identifiers).get(chunkIndex);
    operator.processElement1(message(Json.write(chunk)), 0);
  }

  private void cancel(Batch batch, Instant requestedAt) throws Exception {
    operator.processElement2(new Cancellation(batch, requestedAt), 0);
  }

  /** The chunks that went on: batch id and index. */
  private List<String> decoded() {
    return operator.extractOutputValues().stream()
        .map(SubmittedChunk::chunk)
        .map(chunk -> chunk.batch().batchId() + " " + chunk.chunkIndex())
        .toList();
  }

  private String reasonFor(@Nullable String value) throws Exception {
    var message = message(value == null ? null : value.getBytes(UTF_8));
    operator.processElement1(message, 0);
    var letters = operator.getSideOutput(DecodeChunk.UNREADABLE);
    var letter = letters.stream().reduce((first, last) -> last).orElseThrow().getValue();
    assertThat(letter.message()).usingRecursiveComparison().isEqualTo(message);
    return letter.reason();
  }

  private static Message message(byte @Nullable [] value) {
    return new Message(3, 14, null, value);
  }
}
