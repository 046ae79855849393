package dev.batchenrich.benchmark;

import dev.batchenrich.benchmark.growth.GatewayGrowth;
import dev.batchenrich.benchmark.growth.QueueGrowth;
import dev.batchenrich.benchmark.growth.SubmissionRates;
import dev.batchenrich.benchmark.latency.LittlesLaw;
import dev.batchenrich.benchmark.latency.SmallBatches;
import dev.batchenrich.benchmark.micro.Parts;
import dev.batchenrich.benchmark.micro.Repetition;
import dev.batchenrich.benchmark.report.Machine;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Section;
import dev.batchenrich.benchmark.report.Versions;
import dev.batchenrich.benchmark.throughput.Effort;
import dev.batchenrich.benchmark.throughput.Throughput;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.command.Version;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the server on this machine, beside what it can be compared with. */
@Command(
    name = "bench",
    description = {
      "Measures identifiers per second, from the submission to the finished files, of this server,"
          + " of the same work in a bare loop, and of other ways to read the same topic, side by"
          + " side on the same people.",
      "",
      "Takes about half an hour on 2 cores. Nothing else should run meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class BenchCommand implements Callable<Integer> {

  @Option(names = "--quick", description = "Fewer jobs, in less than 3 minutes on 2 cores.")
  boolean isQuick;

  @Option(
      names = "--parts",
      description = {
        "Measures only what the inner parts of the work take, each alone, in about 5 minutes;"
            + " with --quick in about 2."
      })
  boolean isParts;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of which the median counts, at least 3. Default: ${DEFAULT-VALUE}")
  int rounds = Effort.FEWEST_ROUNDS;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there.")
  @Nullable Path json;

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var effort = effort();
    var folder = Files.createTempDirectory("batch-enrich-bench-");
    System.setProperty("batch-enrich.logs", folder.resolve("logs").toString());
    var report = new Report();
    report.put("machine", Machine.here());
    report.put("versions", Versions.inUse());
    report.put("settings", settings());
    // So that a file that cannot be written is found out now, and not at the end.
    write(report);
    for (var section : sections(effort, folder)) {
      section.run(out, report);
      write(report);
    }
    out.println();
    report.printRatios(out);
    FileUtils.deleteDirectory(folder.toFile());
    return 0;
  }

  private List<Section> sections(Effort effort, Path folder) {
    if (isParts) {
      var repetition = isQuick ? Repetition.QUICK : Repetition.FULL;
      return List.of(new Parts(repetition, folder.resolve("logs")));
    }
    return List.of(
        new Throughput(effort, folder.resolve("throughput")),
        new SmallBatches(folder.resolve("small-batches"), isQuick ? 5 : 30),
        new LittlesLaw(folder.resolve("littles-law"), isQuick ? 2 : 10, isQuick ? 3 : 20),
        new GatewayGrowth(folder.resolve("growth"), isQuick ? 20_000 : 1_000_000),
        new QueueGrowth(
            folder.resolve("queue"), isQuick ? List.of(1, 10) : List.of(1, 10, 100, 1_000)),
        new SubmissionRates(
            folder.resolve("submissions"), isQuick ? 200 : 1_000, isQuick ? 40 : 200));
  }

  private Map<String, Object> settings() {
    var settings = new LinkedHashMap<String, Object>();
    settings.put("quick", isQuick);
    settings.put("jvm_flags", ManagementFactory.getRuntimeMXBean().getInputArguments());
    return settings;
  }

  private void write(Report report) {
    if (json == null) {
      return;
    }
    try {
      report.write(json);
    } catch (IOException e) {
      throw new CannotGoOn("--json cannot be written: " + CannotGoOn.reason(e), e);
    }
  }

  private Effort effort() {
    var command = Objects.requireNonNull(spec).commandLine();
    if (isParts && command.getParseResult().hasMatchedOption("--rounds")) {
      throw new ParameterException(command, "--rounds is not for --parts");
    }
    try {
      return isQuick ? Effort.quick(rounds) : Effort.full(rounds);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--" + e.getMessage());
    }
  }
}
