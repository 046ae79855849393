package dev.batchenrich.contract.identifier;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form in which identifiers are looked up. Two spellings of the same profile, address, domain
 * or name have one normalised form; results echo the spelling that was submitted.
 */
public final class Identifiers {

  private static final Pattern DIGITS = Pattern.compile("[0-9]++");

  private Identifiers() {}

  /** The normalised form of {@code identifier}, or null if it is none of its type. */
  public static @Nullable String normalise(Entity entity, IdentifierType type, String identifier) {
    if (!Text.isWellFormed(identifier)) {
      return null;
    }
    return switch (type) {
      case PROFILE_URLS -> ProfileUrl.normalise(entity, identifier);
      case BUSINESS_EMAILS -> email(identifier);
      case DOMAINS -> Domain.normalise(identifier);
      case NAMES -> CompanyName.normalise(identifier);
      case COMPANY_IDS -> companyId(identifier);
    };
  }

  private static @Nullable String email(String text) {
    var address = Text.trim(text).toLowerCase(Locale.ROOT);
    var at = address.indexOf('@');
    var one = at > 0 && at == address.lastIndexOf('@') && at < address.length() - 1;
    return one && !Text.hasWhitespace(address) ? address : null;
  }

  private static @Nullable String companyId(String text) {
    var digits = Text.trim(text);
    if (!DIGITS.matcher(digits).matches()) {
      return null;
    }
    try {
      var id = Long.parseLong(digits);
      return id > 0 ? Long.toString(id) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
