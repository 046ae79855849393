package dev.batchenrich.directory.dump;

import static dev.batchenrich.contract.IdentifierType.BUSINESS_EMAILS;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.contract.IdentifierType.DOMAINS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.contract.IdentifierType.PROFILE_URLS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.identifier.Identifiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * By which identifiers a record is found. What is not where the catalogue says it is, or is no
 * identifier, counts for nothing: the record is then found by its other identifiers.
 */
public final class RecordIdentifiers {

  /**
   * An identifier of a record.
   *
   * @param key as {@link IdentifierKey} makes it
   */
  public record Link(byte[] key, Candidate candidate) {}

  private static final ObjectMapper JSON = new JsonMapper();

  private final Entity entity;
  private final EntityRecord record;
  private final Map<IdentifierType, Map<String, Candidate>> found = new HashMap<>();
  private long headcount;

  private RecordIdentifiers(Entity entity, EntityRecord record) {
    this.entity = entity;
    this.record = record;
  }

  /** The identifiers of {@code record}, each once. */
  public static List<Link> of(Entity entity, EntityRecord record) {
    var identifiers = new RecordIdentifiers(entity, record);
    switch (entity) {
      case PERSON -> identifiers.readPerson();
      case COMPANY -> identifiers.readCompany();
    }
    return identifiers.links();
  }

  private void readPerson() {
    add(
        PROFILE_URLS,
        family("social_handles").at("/professional_network_identifier/profile_url"),
        true);
    for (var email : family("contact").path("business_emails")) {
      add(BUSINESS_EMAILS, email.path("email"), true);
    }
  }

  private void readCompany() {
    headcount = Math.max(0, family("headcount").path("total").asLong());
    add(COMPANY_IDS, Long.toString(record.id()), true);
    var info = family("basic_info");
    add(NAMES, info.path("name"), true);
    add(PROFILE_URLS, info.path("professional_network_url"), true);
    add(PROFILE_URLS, family("social_profiles").path("professional_network"), true);
    add(DOMAINS, info.path("primary_domain"), true);
    add(DOMAINS, info.path("website"), false);
    for (var domain : info.path("all_domains")) {
      add(DOMAINS, domain, false);
    }
  }

  private void add(IdentifierType type, JsonNode value, boolean isPrimary) {
    if (value.isTextual()) {
      add(type, value.textValue(), isPrimary);
    }
  }

  private void add(IdentifierType type, String text, boolean isPrimary) {
    var identifier = Identifiers.normalise(entity, type, text);
    if (identifier != null) {
      found
          .computeIfAbsent(type, each -> new HashMap<>())
          .merge(
              identifier,
              new Candidate(isPrimary, headcount, record.id()),
              (one, other) -> Candidate.BEST_FIRST.compare(one, other) <= 0 ? one : other);
    }
  }

  private List<Link> links() {
    var links = new ArrayList<Link>();
    found.forEach(
        (type, candidates) ->
            candidates.forEach(
                (identifier, candidate) ->
                    links.add(new Link(IdentifierKey.of(type, identifier), candidate))));
    return links;
  }

  private JsonNode family(String name) {
    for (var family : record.families()) {
      if (family.name().equals(name)) {
        try {
          return JSON.readTree(family.json());
        } catch (IOException e) {
          throw new UncheckedIOException("a record that was parsed is JSON", e);
        }
      }
    }
    return MissingNode.getInstance();
  }
}
