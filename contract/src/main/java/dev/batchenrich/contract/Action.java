package dev.batchenrich.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done with the identifiers of a batch. */
public enum Action {
  @JsonProperty("enrich")
  ENRICH
}
