package dev.batchenrich.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * By what a batch names the entities it asks for; {@link Entity#identifierTypes} says which fits
 * which.
 */
public enum IdentifierType {
  @JsonProperty("professional_network_profile_urls")
  PROFILE_URLS("professional_network_profile_urls"),
  @JsonProperty("business_emails")
  BUSINESS_EMAILS("business_emails"),
  @JsonProperty("names")
  NAMES("names"),
  @JsonProperty("domains")
  DOMAINS("domains"),
  @JsonProperty("crustdata_company_ids")
  COMPANY_IDS("crustdata_company_ids");

  private final String wireName;

  IdentifierType(String wireName) {
    this.wireName = wireName;
  }

  /** The key under which a submission lists identifiers of this type. */
  public String wireName() {
    return wireName;
  }

  /** What answers call one identifier of this type: {@code domain}. */
  public String singular() {
    return wireName.substring(0, wireName.length() - 1);
  }
}
