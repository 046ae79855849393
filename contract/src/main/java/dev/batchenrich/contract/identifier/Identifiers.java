package dev.batchenrich.contract.identifier;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The form in which identifiers are looked up. Two spellings of the same profile, address, domain
 * or name have one normalised form; results echo the spelling that was submitted.
 */
public final class Identifiers {

  private Identifiers() {}

  /** The normalised form of {@code identifier}, or null if it is none of its type. */
  public static @Nullable String normalise(Entity entity, IdentifierType type, String identifier) {
    return switch (type) {
      case PROFILE_URLS -> ProfileUrl.normalise(entity, identifier);
      case BUSINESS_EMAILS -> email(identifier);
      case DOMAINS -> Domain.normalise(identifier);
      case NAMES -> CompanyName.normalise(identifier);
      case COMPANY_IDS -> companyId(identifier);
    };
  }

  private static @Nullable String email(String text) {
    var address = text.strip().toLowerCase(Locale.ROOT);
    var at = address.indexOf('@');
    var one = at > 0 && at == address.lastIndexOf('@') && at < address.length() - 1;
    return one && address.chars().noneMatch(Character::isWhitespace) ? address : null;
  }

  private static @Nullable String companyId(String text) {
    try {
      var id = Long.parseLong(text.strip());
      return id > 0 ? Long.toString(id) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
