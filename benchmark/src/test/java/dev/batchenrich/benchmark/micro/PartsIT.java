package dev.batchenrich.benchmark.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.contract.field.EntityRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class PartsIT {

  private static final Repetition ONCE = new Repetition(0, 0, 1, 1);

  @Test
  void aLookUpFindsThePeopleOfTheChunk() throws IOException {
    var part = new LookingUp();

    assertThat(part.locally())
        .extracting(EntityRecord::id)
        .isEqualTo(
            Sample.people().stream()
                .map(each -> each.at("/crustdata_person_id").asLong())
                .toList());
    part.close();
  }

  @Test
  void everyPartIsMeasuredPrintedAndReported(@TempDir Path logs) throws Exception {
    // This build is no measurement that another one could disturb.
    System.setProperty("jmh.ignoreLock", "true");
    var out = new StringWriter();
    var report = new Report();

    new Parts(ONCE, logs).run(new PrintWriter(out), report);

    var parts = new ObjectMapper().readTree(report.json()).at("/parts");
    assertThat(parts.findValuesAsText("part")).containsExactlyInAnyOrderElementsOf(benchmarks());
    assertThat(parts)
        .allSatisfy(
            part -> {
              assertThat(part.at("/nanoseconds_per_identifier").asDouble()).isPositive();
              assertThat(out.toString()).contains(part.at("/part").asText());
            });
  }

  /** All that JMH has compiled. */
  private static List<String> benchmarks() {
    var silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    return BenchmarkList.defaultList().getAll(silent, List.of()).stream()
        .map(each -> each.getUsername().replace(PartsIT.class.getPackageName() + ".", ""))
        .toList();
  }
}
