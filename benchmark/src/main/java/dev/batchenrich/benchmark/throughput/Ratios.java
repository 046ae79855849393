package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.benchmark.report.Report;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How ours stands beside its limit and beside the best of its peers, by medians. What was not
 * measured has no ratio.
 */
record Ratios(List<Result> results) {

  void addTo(Report report) {
    var ours = best(Kind.OURS, Fields.DEFAULT, true);
    add(report, "ours_to_bare_default", ours, best(Kind.BARE, Fields.DEFAULT, true));
    add(
        report,
        "ours_to_bare_all",
        best(Kind.OURS, Fields.ALL, true),
        best(Kind.BARE, Fields.ALL, true));
    add(report, "ours_to_best_peer", ours, best(Kind.PEER, Fields.DEFAULT, false));
    add(report, "ours_to_best_peer_same_deflate", ours, best(Kind.PEER, Fields.DEFAULT, true));
  }

  private static void add(Report report, String name, OptionalDouble part, OptionalDouble whole) {
    if (part.isPresent() && whole.isPresent()) {
      report.addRatio(name, part.getAsDouble(), whole.getAsDouble());
    }
  }

  /** Identifiers per second of the best that is so. */
  private OptionalDouble best(Kind kind, Fields fields, boolean isOurDeflate) {
    return results.stream()
        .filter(each -> each.kind().equals(kind.toString()))
        .filter(each -> each.fields().equals(fields.toString()))
        .filter(each -> each.deflate().equals(Deflate.OURS.toString()) == isOurDeflate)
        .mapToDouble(each -> each.identifiersPerSecond().median())
        .max();
  }
}
