package dev.batchenrich.benchmark;

import dev.batchenrich.benchmark.growth.GatewayGrowth;
import dev.batchenrich.benchmark.growth.QueueGrowth;
import dev.batchenrich.benchmark.growth.SubmissionRates;
import dev.batchenrich.benchmark.latency.LittlesLaw;
import dev.batchenrich.benchmark.latency.SmallBatches;
import dev.batchenrich.benchmark.micro.Parts;
import dev.batchenrich.benchmark.micro.Repetition;
import dev.batchenrich.benchmark.report.Section;
import dev.batchenrich.benchmark.throughput.CheckpointCost;
import dev.batchenrich.benchmark.throughput.Effort;
import dev.batchenrich.benchmark.throughput.Throughput;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be asked of the benchmark, in the order in which it is measured. */
enum Measurement {
  THROUGHPUT(true) {
    @Override
    Section section(Extent extent, Path folder) {
      var effort = extent.isQuick() ? Effort.quick(extent.rounds()) : Effort.full(extent.rounds());
      return new Throughput(effort, extent.contestants(), folder);
    }
  },
  SMALL_BATCHES(true) {
    @Override
    Section section(Extent extent, Path folder) {
      return extent.isQuick()
          ? new SmallBatches(folder, 5, 20, 0)
          : new SmallBatches(folder, 180, 200, 30);
    }
  },
  CHECKPOINTS(false) {
    @Override
    Section section(Extent extent, Path folder) {
      return extent.isQuick() ? new CheckpointCost(folder, 0, 1) : new CheckpointCost(folder, 4, 5);
    }
  },
  LATENCY_BOUND(true) {
    @Override
    Section section(Extent extent, Path folder) {
      return extent.isQuick() ? new LittlesLaw(folder, 3, 2) : new LittlesLaw(folder, 10, 20);
    }
  },
  QUEUE_GROWTH(false) {
    @Override
    Section section(Extent extent, Path folder) {
      return extent.isQuick()
          ? new QueueGrowth(folder, 5, List.of(1, 10))
          : new QueueGrowth(folder, 180, List.of(1, 10, 100, 1_000));
    }
  },
  GATEWAY_GROWTH(false) {
    @Override
    Section section(Extent extent, Path folder) {
      return new GatewayGrowth(folder, extent.isQuick() ? 20_000 : 1_000_000);
    }
  },
  SUBMISSIONS(false) {
    @Override
    Section section(Extent extent, Path folder) {
      return extent.isQuick()
          ? new SubmissionRates(folder, 200, 40)
          : new SubmissionRates(folder, 1_000, 200);
    }
  },
  PARTS(false) {
    @Override
    Section section(Extent extent, Path folder) {
      return new Parts(extent.isQuick() ? Repetition.QUICK : Repetition.FULL, folder);
    }
  };

  private final boolean isInQuick;

  Measurement(boolean isInQuick) {
    this.isInQuick = isInQuick;
  }

  /** Those that are measured if none is named. */
  static List<Measurement> usual(boolean isQuick) {
    return Arrays.stream(values())
        .filter(each -> isQuick ? each.isInQuick : each != PARTS)
        .toList();
  }

  /**
   * What measures it.
   *
   * @param folder for everything, created if need be
   */
  abstract Section section(Extent extent, Path folder);

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
