package dev.batchenrich.contract;

import static dev.batchenrich.contract.IdentifierType.BUSINESS_EMAILS;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.contract.IdentifierType.DOMAINS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.contract.IdentifierType.PROFILE_URLS;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What a batch asks for: people or companies. */
public enum Entity {
  @JsonProperty("person")
  PERSON("person", List.of(PROFILE_URLS, BUSINESS_EMAILS)),
  @JsonProperty("company")
  COMPANY("company", List.of(NAMES, DOMAINS, PROFILE_URLS, COMPANY_IDS));

  private final String wireName;
  private final List<IdentifierType> identifierTypes;

  Entity(String wireName, List<IdentifierType> identifierTypes) {
    this.wireName = wireName;
    this.identifierTypes = identifierTypes;
  }

  /** Its name in paths and JSON: {@code person}, {@code company}. */
  public String wireName() {
    return wireName;
  }

  /** The identifier types it can be looked up by, in the order in which messages list them. */
  public List<IdentifierType> identifierTypes() {
    return identifierTypes;
  }

  /** The field of a record that holds its id: {@code crustdata_person_id}, an integer. */
  public String idField() {
    return "crustdata_" + wireName + "_id";
  }
}
