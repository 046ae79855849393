package dev.batchenrich.standalone.demo;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static dev.batchenrich.contract.IdentifierType.DOMAINS;
import static dev.batchenrich.contract.IdentifierType.PROFILE_URLS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchenrich.standalone.sample.SampleRecords;
import java.util.List;

/** The batches that the demo submits. */
final class DemoBatches {

  private static final String PROFILE_URL =
      "/social_handles/professional_network_identifier/profile_url";
  private static final String DOMAIN = "/basic_info/primary_domain";

  private DemoBatches() {}

  /** All people by profile URL and all companies by domain, with some that do not exist. */
  static List<DemoBatch> of(SampleRecords sample) {
    return List.of(
        DemoBatch.of(
            "people",
            PERSON,
            PROFILE_URLS,
            identifiers(sample.people(), PROFILE_URL),
            40,
            "https://www.linkedin.com/in/nobody-%d"),
        DemoBatch.of(
            "companies",
            COMPANY,
            DOMAINS,
            identifiers(sample.companies(), DOMAIN),
            25,
            "nobody-%d.example"));
  }

  private static List<String> identifiers(List<ObjectNode> records, String pointer) {
    return records.stream().map(record -> record.at(pointer).asText()).toList();
  }
}
