package dev.batchenrich.contract.http;

import dev.batchenrich.contract.Entity;

/**
 * The endpoints that answer a few identifiers at once, {@code POST /person/enrich} and {@code POST
 * /company/enrich}: what the gateway that answers and a directory that asks must agree on.
 */
public final class EnrichCall {

  /** The most identifiers of one call. */
  public static final int MAX_IDENTIFIERS = 25;

  public static final String VERSION_HEADER = "x-api-version";
  public static final String VERSION = "2025-11-01";

  private EnrichCall() {}

  public static String path(Entity entity) {
    return "/%s/enrich".formatted(entity.wireName());
  }

  /** The field of a match that holds the record: {@code person_data}. */
  public static String dataField(Entity entity) {
    return entity.wireName() + "_data";
  }
}
