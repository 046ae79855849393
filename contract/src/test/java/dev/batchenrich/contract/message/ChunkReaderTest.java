package dev.batchenrich.contract.message;

import static dev.batchenrich.contract.message.MessagesTest.golden;
import static dev.batchenrich.contract.message.MessagesTest.with;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {

  private final ChunkReader chunks = new ChunkReader();

  @Test
  void chunksOfABatchShareIt() throws IOException {
    var one = with(golden("chunk.v1.json"), "/identifiers", "[\"c\"]");
    var first = chunks.read(one);
    var other = chunks.read(with(one, "/identifiers", "[\"a\",\"b\"]"));

    assertThat(first).isEqualTo(Json.read(one, Chunk.class));
    assertThat(other.identifiers()).containsExactly("a", "b");
    assertThat(other.batch()).isSameAs(first.batch());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/batch/account_id", "/batch/webhook_url"})
  void aBatchThatDiffersIsReadAnew(String path) throws IOException {
    for (var value : new String[] {"\"one\"", "\"two\"", "\"o\"", "\"one\""}) {
      var message = with(golden("chunk.v1.json"), path, value);
      assertThat(chunks.read(message)).isEqualTo(Json.read(message, Chunk.class));
    }
  }

  @Test
  void whatIsRefusedIsRefusedAgain() throws IOException {
    var wrong = with(golden("chunk.v1.json"), "/batch/chunk_count", "6");
    for (var i = 0; i < 2; i++) {
      assertThatThrownBy(() -> chunks.read(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("chunk_count must be 1 to identifier_count (5), is 6");
      assertThat(chunks.read(golden("chunk.v1.json")).chunkIndex()).isEqualTo(1);
    }
  }

  @Test
  void aFieldOfTheBatchThatIsThereTwiceIsRefused() throws IOException {
    var twice =
        new String(golden("chunk.v1.json"), UTF_8).replaceFirst("\"entity\"", "\"action\":\"\",$0");
    assertThatThrownBy(() -> chunks.read(twice.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Duplicate field 'action'");
  }

  @Test
  void otherEncodingsAreRead() throws IOException {
    var wide = new String(golden("chunk.v1.json"), UTF_8).getBytes(UTF_16BE);
    for (var i = 0; i < 2; i++) {
      assertThat(chunks.read(wide)).isEqualTo(Json.read(golden("chunk.v1.json"), Chunk.class));
    }
  }
}
