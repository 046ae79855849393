package dev.batchenrich.benchmark.micro;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.FieldSelection;
import dev.batchenrich.pipeline.enrich.ResultLines;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Makes the lines of a chunk, the selection of their fields included. */
@State(Scope.Thread)
@OperationsPerInvocation(Sample.SIZE)
public class WritingLines {

  private final List<String> emails = Sample.emails();
  private final List<EntityRecord> people = Sample.knownPeople();
  private final FieldSelection defaults = Selections.defaults();
  private final FieldSelection allFamilies = Selections.allFamilies();
  private final ResultLines lines = new ResultLines();

  @Benchmark
  public ResultLines defaults() {
    return add(defaults);
  }

  @Benchmark
  public ResultLines allFamilies() {
    return add(allFamilies);
  }

  private ResultLines add(FieldSelection selection) {
    lines.reset();
    for (var i = 0; i < people.size(); i++) {
      lines.add(emails.get(i), people.get(i), selection);
    }
    return lines;
  }
}
