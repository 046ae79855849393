package dev.batchenrich.contract.answer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far the webhook of a batch is. */
public enum WebhookState {
  /** No attempt was made yet. */
  @JsonProperty("pending")
  PENDING,
  /** The receiver answered 2xx. */
  @JsonProperty("delivered")
  DELIVERED,
  /** The last attempt failed, and another one will be made. */
  @JsonProperty("retrying")
  RETRYING,
  /** The last attempt failed, and there will be no other one. */
  @JsonProperty("given_up")
  GIVEN_UP
}
