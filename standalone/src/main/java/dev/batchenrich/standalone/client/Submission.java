package dev.batchenrich.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one job is asked for.
 *
 * @param fields besides the defaults
 */
public record Submission(
    Entity entity,
    IdentifierType type,
    List<String> identifiers,
    List<String> fields,
    @Nullable String webhookUrl) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Submission {
    identifiers = List.copyOf(identifiers);
    fields = List.copyOf(fields);
  }

  /** The body of the request. */
  public byte[] json() {
    var body = new LinkedHashMap<String, Object>();
    body.put(type.wireName(), identifiers);
    if (!fields.isEmpty()) {
      body.put("fields", fields);
    }
    if (webhookUrl != null) {
      body.put("webhook_url", webhookUrl);
    }
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and lists have a JSON form", e);
    }
  }
}
