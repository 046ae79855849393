package dev.batchenrich.benchmark.micro;

import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Section;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Nanoseconds that the inner parts of the work take for each identifier, measured by JMH. Each does
 * the same again and again, so that its data are in the caches of the processor: together, in the
 * job, they take longer.
 */
public final class Parts implements Section {

  /** In the order in which an identifier meets them. */
  private static final List<Class<?>> PARTS =
      List.of(
          ReadingSubmissions.class,
          CodingChunks.class,
          NormalisingIdentifiers.class,
          LookingUp.class,
          SelectingFields.class,
          WritingLines.class,
          Deflating.class,
          JoiningSegments.class);

  private final Repetition repetition;
  private final Path logs;

  /**
   * @param logs the folder that other JVMs log to
   */
  public Parts(Repetition repetition, Path logs) {
    this.repetition = repetition;
    this.logs = logs;
  }

  @Override
  public void run(PrintWriter out, Report report) throws RunnerException {
    report.put("parts_settings", repetition);
    out.printf("%-40s %16s %12s%n", "part", "ns/identifier", "+/-");
    out.flush();
    var times = new ArrayList<PartTime>();
    for (var part : PARTS) {
      for (var result : measure(part).run()) {
        var time = PartTime.of(result);
        out.printf(
            "%-40s %,16.1f %,12.1f%n", time.part(), time.nanosecondsPerIdentifier(), time.error());
        out.flush();
        times.add(time);
      }
    }
    report.put("parts", times);
  }

  private Runner measure(Class<?> part) {
    return new Runner(
        repetition
            .options()
            .include("^" + Pattern.quote(part.getName() + "."))
            .jvmArgsAppend("-Dbatch-enrich.logs=" + logs)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build());
  }
}
