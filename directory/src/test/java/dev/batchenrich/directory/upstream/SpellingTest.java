package dev.batchenrich.directory.upstream;

import static dev.batchenrich.contract.IdentifierType.PROFILE_URLS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.identifier.Identifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "PERSON, PROFILE_URLS, ada, https://www.linkedin.com/in/ada",
    "PERSON, PROFILE_URLS, ACoAAB12cd, https://www.linkedin.com/in/ACoAAB12cd",
    "PERSON, PROFILE_URLS, jörg+50%, https://www.linkedin.com/in/j%C3%B6rg%2B50%25",
    "COMPANY, PROFILE_URLS, acme, https://www.linkedin.com/company/acme",
    "PERSON, BUSINESS_EMAILS, ada@acme.example, ada@acme.example",
    "COMPANY, DOMAINS, acme.example, acme.example",
    "COMPANY, DOMAINS, www.acme.example, www.www.acme.example",
    "COMPANY, NAMES, acme, acme",
    "COMPANY, NAMES, acme inc, acme inc inc",
    "COMPANY, COMPANY_IDS, 21, 21"
  })
  void theNormalisedFormOfASpellingIsTheIdentifierAgain(
      Entity entity, IdentifierType type, String identifier, String spelling) {
    assertThat(Spelling.of(entity, type, identifier)).isEqualTo(spelling);
    assertThat(Identifiers.normalise(entity, type, spelling)).isEqualTo(identifier);
  }

  @Test
  void whatIsTooLongWhenSpeltHasNoSpelling() {
    assertThat(Spelling.of(Entity.PERSON, PROFILE_URLS, "é".repeat(1_000))).isNull();
  }
}
