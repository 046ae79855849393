package dev.batchenrich.benchmark.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.benchmark.peer.Peer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundRequestTest {

  @Test
  void aBareLoopIsReadBack() throws IOException {
    isReadBack(Contender.bare(Fields.ALL, Deflate.OURS));
  }

  @ParameterizedTest
  @EnumSource(Peer.class)
  void aPeerIsReadBack(Peer peer) throws IOException {
    isReadBack(Contender.of(peer, Fields.DEFAULT, Deflate.jdk(3)));
  }

  private static void isReadBack(Contender contender) throws IOException {
    var request = new RoundRequest(contender, 20);

    assertThat(RoundRequest.parse(request.toJson())).isEqualTo(request);
    assertThat(request.toJson()).hasLineCount(1);
  }
}
