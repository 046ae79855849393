package dev.batchenrich.standalone.identifiers;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import java.util.Locale;
import java.util.stream.Collectors;

/** Identifier types as the command line calls them: by their names in the API, or short. */
public final class TypeNames {

  private TypeNames() {}

  /**
   * The type of {@code entity} that {@code text} names, also in the singular.
   *
   * @throws IllegalArgumentException naming what is allowed
   */
  public static IdentifierType parse(Entity entity, String text) {
    var name = plural(text.strip().toLowerCase(Locale.ROOT).replace('-', '_'));
    return entity.identifierTypes().stream()
        .filter(type -> name.equals(shortName(type)) || name.equals(type.wireName()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--by must be one of %s for a %s, is '%s'"
                        .formatted(allowed(entity), entity.wireName(), text)));
  }

  /** What the command line calls {@code type}. */
  public static String shortName(IdentifierType type) {
    return switch (type) {
      case PROFILE_URLS -> "urls";
      case BUSINESS_EMAILS -> "emails";
      case NAMES -> "names";
      case DOMAINS -> "domains";
      case COMPANY_IDS -> "ids";
    };
  }

  private static String allowed(Entity entity) {
    return entity.identifierTypes().stream()
        .map(TypeNames::shortName)
        .collect(Collectors.joining(", "));
  }

  private static String plural(String name) {
    return name.endsWith("s") ? name : name + "s";
  }
}
