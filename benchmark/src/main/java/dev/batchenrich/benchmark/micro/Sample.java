package dev.batchenrich.benchmark.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.standalone.sample.SampleRecords;
import java.util.List;

/** The first people and companies of the sample, as many as a chunk holds by default. */
record Sample(List<ObjectNode> people, List<ObjectNode> companies) {

  static final int SIZE = Submission.DEFAULT_CHUNK_SIZE;

  static Sample make() {
    var records = new SampleRecords();
    return new Sample(records.people().subList(0, SIZE), records.companies().subList(0, SIZE));
  }

  List<String> emails() {
    return at(people, "/contact/business_emails/0/email");
  }

  /** The people as a directory knows them. */
  List<EntityRecord> knownPeople() {
    return people.stream()
        .map(each -> EntityRecord.parse(Entity.PERSON, each.toString().getBytes(UTF_8)))
        .toList();
  }

  /** What each of {@code records} has at a JSON {@code pointer}, as text. */
  static List<String> at(List<ObjectNode> records, String pointer) {
    return records.stream().map(each -> each.at(pointer).asText()).toList();
  }
}
