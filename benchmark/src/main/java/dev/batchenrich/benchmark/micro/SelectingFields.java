package dev.batchenrich.benchmark.micro;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.FieldSelection;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Copies or parses what was asked for of a record. */
@State(Scope.Thread)
@OperationsPerInvocation(Sample.SIZE)
public class SelectingFields {

  private final List<EntityRecord> people = Sample.knownPeople();
  private final FieldSelection defaults = Selections.defaults();
  private final FieldSelection allFamilies = Selections.allFamilies();
  private final FieldSelection aFewLeaves = Selections.aFewLeaves();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Benchmark
  public ByteArrayOutputStream defaults() {
    return write(defaults);
  }

  @Benchmark
  public ByteArrayOutputStream allFamilies() {
    return write(allFamilies);
  }

  @Benchmark
  public ByteArrayOutputStream aFewLeaves() {
    return write(aFewLeaves);
  }

  private ByteArrayOutputStream write(FieldSelection selection) {
    out.reset();
    for (var person : people) {
      selection.write(person, out);
    }
    return out;
  }
}
