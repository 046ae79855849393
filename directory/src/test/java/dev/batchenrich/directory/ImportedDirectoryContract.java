package dev.batchenrich.directory;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static dev.batchenrich.contract.IdentifierType.BUSINESS_EMAILS;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.contract.IdentifierType.DOMAINS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.directory.DirectoryContract.ids;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every directory that is filled by an import must do besides. */
public interface ImportedDirectoryContract extends DirectoryContract {

  @Test
  default void ofCompaniesWithOneNameTheLargestIsMeantThenTheOldest() throws Exception {
    try (var directory =
        holding(List.of(company(4, "Same", 7), company(3, "Same Ltd", 9), company(2, "same", 9)))) {
      assertThat(ids(directory, COMPANY, NAMES, "SAME")).containsExactly(2L);
    }
  }

  @Test
  default void ofCompaniesWithOneDomainTheOneWhosePrimaryItIsIsMeant() throws Exception {
    var large =
        """
        {"crustdata_company_id":1,"basic_info":{"primary_domain":"large.example",\
        "all_domains":["small.example"]},"headcount":{"total":900}}""";
    var small =
        """
        {"crustdata_company_id":2,"basic_info":{"primary_domain":"small.example"}}""";
    try (var directory = holding(List.of(large, small))) {
      assertThat(ids(directory, COMPANY, DOMAINS, "small.example", "large.example"))
          .containsExactly(2L, 1L);
    }
  }

  @Test
  default void ofPeopleWithOneAddressTheOldestIsMeant() throws Exception {
    try (var directory = holding(List.of(person(9, "a@x.example"), person(8, "a@x.example")))) {
      assertThat(ids(directory, PERSON, BUSINESS_EMAILS, "a@x.example")).containsExactly(8L);
    }
  }

  @Test
  default void aRecordMayHaveNoFamilies() throws Exception {
    try (var directory = holding(List.of("{\"crustdata_company_id\":5}"))) {
      assertThat(ids(directory, COMPANY, COMPANY_IDS, "5")).containsExactly(5L);
    }
  }

  static String company(long id, String name, long headcount) {
    return """
    {"crustdata_company_id":%d,"basic_info":{"name":"%s"},"headcount":{"total":%d}}"""
        .formatted(id, name, headcount);
  }

  static String person(long id, String email) {
    return """
    {"crustdata_person_id":%d,"contact":{"business_emails":[{"email":"%s"}]}}"""
        .formatted(id, email);
  }
}
