package dev.batchenrich.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final Report report = new Report();

  @Test
  void namesAreInSnakeCaseAndInTheOrderInWhichTheyCame() {
    report.put("machine", new Machine("cpu", 2, 1_024, "Linux", "17", 30));
    report.put("spreads", List.of(new Spread(2, 1, 3)));

    assertThat(report.json())
        .isEqualToIgnoringWhitespace(
            """
            {
              "machine": {"cpu": "cpu", "cores": 2, "memory_bytes": 1024, "os": "Linux", "jdk": "17", "hand_over_nanos": 30},
              "spreads": [{"median": 2.0, "min": 1.0, "max": 3.0}]
            }
            """);
  }

  @Test
  void ratiosAreInOneObjectAndHaveThreeDecimals() {
    report.addRatio("a_to_b", 1, 3);
    report.addRatio("b_to_a", 3, 1);

    assertThat(report.json())
        .isEqualToIgnoringWhitespace("{\"ratios\": {\"a_to_b\": 0.333, \"b_to_a\": 3.0}}");
  }

  @Test
  void ratiosArePrintedOneALine() {
    report.addRatio("a_to_b", 1, 3);
    var out = new StringWriter();

    report.printRatios(new PrintWriter(out));

    assertThat(out.toString()).matches("a_to_b +0.333\\R");
  }
}
