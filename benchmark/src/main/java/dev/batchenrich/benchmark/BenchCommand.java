package dev.batchenrich.benchmark;

import dev.batchenrich.benchmark.report.Machine;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Versions;
import dev.batchenrich.benchmark.throughput.Effort;
import dev.batchenrich.benchmark.throughput.Kind;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.command.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
          + " side on the same people; how long small batches take; what of a slow directory is"
          + " made use of; and what grows with the number of jobs.",
      "",
      "Takes more than an hour and a half on 2 cores. Nothing else should run meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class BenchCommand implements Callable<Integer> {

  @Option(
      names = "--quick",
      description =
          "Less of it, in less than 3 minutes on 2 cores: no server gets warm, and growth is left"
              + " out.")
  boolean isQuick;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Measures nothing but these, of ${COMPLETION-CANDIDATES}.")
  List<Measurement> only = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "Rounds of the throughput of which the median counts, at least 3."
              + " Default: ${DEFAULT-VALUE}")
  int rounds = Effort.FEWEST_ROUNDS;

  @Option(
      names = "--contestants",
      paramLabel = "KIND",
      split = ",",
      description =
          "Who takes part in the throughput, of ${COMPLETION-CANDIDATES}: all of them unless they"
              + " are named. A ratio to who does not is left out.")
  Set<Kind> contestants = EnumSet.allOf(Kind.class);

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there.")
  @Nullable Path json;

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var command = Objects.requireNonNull(spec).commandLine();
    if (rounds < Effort.FEWEST_ROUNDS) {
      throw new ParameterException(
          command, "--rounds must be at least %d, is %d".formatted(Effort.FEWEST_ROUNDS, rounds));
    }
    var folder = Files.createTempDirectory("batch-enrich-bench-");
    System.setProperty("batch-enrich.logs", folder.resolve("logs").toString());
    measure(command.getOut(), folder);
    // After a failure everything stays, to tell why.
    FileUtils.deleteDirectory(folder.toFile());
    return 0;
  }

  private void measure(PrintWriter out, Path folder) throws Exception {
    var report = new Report();
    var machine = Machine.here();
    out.println(machine);
    report.put("machine", machine);
    report.put("versions", Versions.inUse());
    report.put("settings", settings());
    // So that a file that cannot be written is found out now, and not at the end.
    write(report);
    var extent = new Extent(isQuick, rounds, contestants);
    for (var each : only.isEmpty() ? Measurement.usual(isQuick) : new TreeSet<>(only)) {
      each.section(extent, folder.resolve(each.toString())).run(out, report);
      write(report);
    }
    out.println();
    report.printRatios(out);
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
}
