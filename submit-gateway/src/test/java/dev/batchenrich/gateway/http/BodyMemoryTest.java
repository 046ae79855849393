package dev.batchenrich.gateway.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.gateway.refusal.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

  private static final int LONG = 12 << 20;

  private final BodyMemory memory = new BodyMemory(20 << 20, Duration.ZERO);

  @Test
  void aBodyForWhichThereIsNoMemoryIsRefused() {
    memory.take(LONG);

    assertThatThrownBy(() -> memory.take(LONG)).isInstanceOf(Refusal.class);
    assertThatCode(() -> memory.take(1_000)).doesNotThrowAnyException();
  }

  @Test
  void memoryThatIsGivenBackServesTheNextBody() {
    memory.take(LONG).close();

    assertThatCode(() -> memory.take(LONG)).doesNotThrowAnyException();
  }

  @Test
  void aBodyOfUnknownLengthMayBeAsLongAsTheLongest() {
    memory.take(-1);

    assertThatThrownBy(() -> memory.take(LONG)).isInstanceOf(Refusal.class);
  }

  @Test
  void theLongestBodyAlwaysFitsAlone() {
    var little = new BodyMemory(1, Duration.ZERO);

    assertThatCode(() -> little.take(RequestBody.MAX_BYTES)).doesNotThrowAnyException();
  }
}
