package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.benchmark.report.Report;
import java.util.List;

/** How ours stands beside its limit and beside the best of its peers, by medians. */
record Ratios(List<Result> results) {

  void addTo(Report report) {
    var ours = best(Contender.Kind.OURS, Fields.DEFAULT, true);
    report.addRatio("ours_to_bare_default", ours, best(Contender.Kind.BARE, Fields.DEFAULT, true));
    report.addRatio(
        "ours_to_bare_all",
        best(Contender.Kind.OURS, Fields.ALL, true),
        best(Contender.Kind.BARE, Fields.ALL, true));
    report.addRatio("ours_to_best_peer", ours, best(Contender.Kind.PEER, Fields.DEFAULT, false));
    report.addRatio(
        "ours_to_best_peer_same_deflate", ours, best(Contender.Kind.PEER, Fields.DEFAULT, true));
  }

  /** Identifiers per second of the best that is so. */
  private double best(Contender.Kind kind, Fields fields, boolean isOurDeflate) {
    return results.stream()
        .filter(each -> each.kind().equals(Result.kind(kind)))
        .filter(each -> each.fields().equals(fields.toString()))
        .filter(each -> each.deflate().equals(Deflate.OURS.toString()) == isOurDeflate)
        .mapToDouble(each -> each.identifiersPerSecond().median())
        .max()
        .orElseThrow();
  }
}
