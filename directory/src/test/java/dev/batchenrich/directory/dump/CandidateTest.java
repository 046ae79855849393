package dev.batchenrich.directory.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandidateTest {

  @Test
  void theBytesHaveTheOrderOfTheCandidates() {
    var random = new Random(1);
    var candidates = new ArrayList<Candidate>();
    for (var id : new long[] {1, 2, 255, 256, Long.MAX_VALUE}) {
      for (var headcount : new long[] {0, 1, 127, 128, 70_000, Long.MAX_VALUE}) {
        candidates.add(new Candidate(true, headcount, id));
        candidates.add(new Candidate(false, headcount, id));
      }
    }
    candidates.sort(Candidate.BEST_FIRST);
    var bytes = new ArrayList<>(candidates.stream().map(Candidate::toBytes).toList());
    Collections.shuffle(bytes, random);
    bytes.sort(Arrays::compareUnsigned);

    assertThat(bytes)
        .containsExactlyElementsOf(candidates.stream().map(Candidate::toBytes).toList());
  }

  @Test
  void carriesTheIdInUnsignedOrder() {
    assertThat(new Candidate(true, 5, 258).toBytes())
        .hasSize(Candidate.ID_OFFSET + Long.BYTES)
        .endsWith(0, 0, 0, 0, 0, 0, 1, 2);
  }
}
