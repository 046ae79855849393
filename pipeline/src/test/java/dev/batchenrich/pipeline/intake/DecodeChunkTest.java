package dev.batchenrich.pipeline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Json;
import dev.batchenrich.pipeline.Batches;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecodeChunkTest {

  private OneInputStreamOperatorTestHarness<Message, SubmittedChunk> operator;

  @BeforeEach
  void open() throws Exception {
    operator = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new DecodeChunk()));
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

    operator.processElement(message, 0);

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

  private String reasonFor(@Nullable String value) throws Exception {
    var message = message(value == null ? null : value.getBytes(UTF_8));
    operator.processElement(message, 0);
    var letters = operator.getSideOutput(DecodeChunk.UNREADABLE);
    var letter = letters.stream().reduce((first, last) -> last).orElseThrow().getValue();
    assertThat(letter.message()).usingRecursiveComparison().isEqualTo(message);
    return letter.reason();
  }

  private static Message message(byte @Nullable [] value) {
    return new Message(3, 14, null, value);
  }
}
