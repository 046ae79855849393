package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.contract.field.FieldSelection;
import java.util.List;
import java.util.Locale;

/** What of each person is asked for. */
enum Fields {
  DEFAULT(List.of()),
  ALL(List.copyOf(FieldCatalogue.of(Entity.PERSON).families()));

  private final List<String> names;

  Fields(List<String> names) {
    this.names = names;
  }

  /** Besides the defaults. */
  List<String> names() {
    return names;
  }

  FieldSelection selection() {
    return new FieldSelection(Entity.PERSON, names);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
