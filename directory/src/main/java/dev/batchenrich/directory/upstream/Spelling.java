package dev.batchenrich.directory.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.identifier.Identifiers;
import dev.batchenrich.contract.message.Chunk;
import java.net.URLEncoder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Identifiers as an API takes them, which are whole profile URLs where a directory has a part. */
final class Spelling {

  private Spelling() {}

  /**
   * What {@code identifier} is the normalised form of. An upstream that normalises once more must
   * not find another identifier in it: of {@code acme inc} with a legal form behind it, which was
   * left out, it would take away the next one. Null if there is no such spelling, or it is too
   * long.
   */
  static @Nullable String of(Entity entity, IdentifierType type, String identifier) {
    return candidates(entity, type, identifier)
        .filter(
            spelling ->
                spelling.length() <= Chunk.MAX_IDENTIFIER_LENGTH
                    && identifier.equals(Identifiers.normalise(entity, type, spelling)))
        .findFirst()
        .orElse(null);
  }

  private static Stream<String> candidates(Entity entity, IdentifierType type, String identifier) {
    return switch (type) {
      case PROFILE_URLS ->
          Stream.of(
              "https://www.linkedin.com/%s/%s"
                  .formatted(
                      entity == Entity.PERSON ? "in" : "company",
                      URLEncoder.encode(identifier, UTF_8)));
      case NAMES -> Stream.of(identifier, identifier + " inc");
      case DOMAINS -> Stream.of(identifier, "www." + identifier);
      case BUSINESS_EMAILS, COMPANY_IDS -> Stream.of(identifier);
    };
  }
}
