package dev.batchenrich.benchmark.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.standalone.sample.SampleRecords;
import java.util.List;

/** The first people and companies of the sample, as many as a chunk holds by default. */
final class Sample {

  static final int SIZE = Submission.DEFAULT_CHUNK_SIZE;

  /** All of them, made once because that takes longer than many a measurement. */
  static final SampleRecords ALL = new SampleRecords();

  private Sample() {}

  static List<ObjectNode> people() {
    return ALL.people().subList(0, SIZE);
  }

  static List<ObjectNode> companies() {
    return ALL.companies().subList(0, SIZE);
  }

  static List<String> emails() {
    return at(people(), "/contact/business_emails/0/email");
  }

  /** The people as a directory knows them. */
  static List<EntityRecord> knownPeople() {
    return people().stream()
        .map(each -> EntityRecord.parse(Entity.PERSON, each.toString().getBytes(UTF_8)))
        .toList();
  }

  /** What each of {@code records} has at a JSON {@code pointer}, as text. */
  static List<String> at(List<ObjectNode> records, String pointer) {
    return records.stream().map(each -> each.at(pointer).asText()).toList();
  }
}
