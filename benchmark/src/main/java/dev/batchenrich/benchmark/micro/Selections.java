package dev.batchenrich.benchmark.micro;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.contract.field.FieldSelection;
import java.util.List;

/** What may be asked for of people. */
final class Selections {

  private Selections() {}

  static FieldSelection defaults() {
    return new FieldSelection(Entity.PERSON, List.of());
  }

  static FieldSelection allFamilies() {
    return new FieldSelection(
        Entity.PERSON, List.copyOf(FieldCatalogue.of(Entity.PERSON).families()));
  }

  /** Besides the defaults, parts of three families, which have to be parsed. */
  static FieldSelection aFewLeaves() {
    return new FieldSelection(
        Entity.PERSON,
        List.of(
            "contact.business_emails.email",
            "experience.employment_details.current.name",
            "skills.professional_network_skills"));
  }
}
