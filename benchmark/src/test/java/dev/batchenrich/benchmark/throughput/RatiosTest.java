package dev.batchenrich.benchmark.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.benchmark.peer.Peer;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.throughput.Result.Round;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {

  private static final Deflate JDK = Deflate.jdk(1);

  @Test
  void oursIsComparedWithItsLimitAndWithTheBestPeerOfEachDeflate() {
    var ratios =
        ratios(
            result(Contender.bare(Fields.DEFAULT, Deflate.OURS), 200),
            result(Contender.bare(Fields.DEFAULT, JDK), 120),
            result(Contender.bare(Fields.ALL, Deflate.OURS), 100),
            result(Contender.bare(Fields.ALL, JDK), 60),
            result(Contender.ours(Fields.DEFAULT), 160),
            result(Contender.ours(Fields.ALL), 70),
            result(Contender.of(Peer.KAFKA_CLIENTS, Fields.DEFAULT, JDK), 80),
            result(Contender.of(Peer.KAFKA_CLIENTS, Fields.DEFAULT, Deflate.OURS), 150),
            result(Contender.of(Peer.PEKKO, Fields.DEFAULT, JDK), 100),
            result(Contender.of(Peer.PEKKO, Fields.DEFAULT, Deflate.OURS), 128));

    assertThat(ratios)
        .isEqualToIgnoringWhitespace(
            """
            {"ratios": {
              "ours_to_bare_default": 0.8,
              "ours_to_bare_all": 0.7,
              "ours_to_best_peer": 1.6,
              "ours_to_best_peer_same_deflate": 1.067
            }}
            """);
  }

  @Test
  void whatWasNotMeasuredHasNoRatio() {
    var ratios =
        ratios(
            result(Contender.bare(Fields.DEFAULT, Deflate.OURS), 200),
            result(Contender.ours(Fields.DEFAULT), 160),
            result(Contender.ours(Fields.ALL), 70));

    assertThat(ratios).isEqualToIgnoringWhitespace("{\"ratios\": {\"ours_to_bare_default\": 0.8}}");
  }

  private static String ratios(Result... results) {
    var report = new Report();
    new Ratios(List.of(results)).addTo(report);
    return report.json();
  }

  private static Result result(Contender contender, int identifiersPerSecond) {
    return Result.of(contender, 1, List.of(new Round(identifiersPerSecond, 1, 1, 1, 1)), 1);
  }
}
