package dev.batchenrich.standalone.identifiers;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TypeNamesTest {

  @ParameterizedTest
  @EnumSource
  void eachTypeIsKnownByItsShortNameAndByItsNameInTheApi(Entity entity) {
    for (var type : entity.identifierTypes()) {
      assertThat(TypeNames.parse(entity, TypeNames.shortName(type))).isEqualTo(type);
      assertThat(TypeNames.parse(entity, type.wireName())).isEqualTo(type);
    }
  }

  @ParameterizedTest
  @CsvSource({"Url,PROFILE_URLS", "EMAIL,BUSINESS_EMAILS", "business-emails,BUSINESS_EMAILS"})
  void aTypeMayBeSpelledLoosely(String text, IdentifierType type) {
    assertThat(TypeNames.parse(PERSON, text)).isEqualTo(type);
  }

  @Test
  void aTypeOfTheOtherEntityIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> TypeNames.parse(PERSON, "domains"))
        .hasMessage("--by must be one of urls, emails for a person, is 'domains'");
    assertThatThrownBy(() -> TypeNames.parse(COMPANY, "emails"))
        .hasMessage("--by must be one of names, domains, urls, ids for a company, is 'emails'");
  }
}
