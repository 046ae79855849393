package dev.batchenrich.contract.identifier;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static dev.batchenrich.contract.IdentifierType.PROFILE_URLS;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table reads: as submitted | as looked up, empty if it is no such identifier. */
class ProfileUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          https://www.linkedin.com/in/dvdhsu/                     | dvdhsu
          https://www.linkedin.com/in/dvdhsu                      | dvdhsu
          http://linkedin.com/in/dvdhsu                           | dvdhsu
          linkedin.com/in/dvdhsu                                  | dvdhsu
          www.linkedin.com/in/dvdhsu///                           | dvdhsu
          m.linkedin.com/in/dvdhsu                                | dvdhsu
          HTTPS://WWW.LinkedIn.COM/in/DvdHsu                      | dvdhsu
          https://uk.linkedin.com/in/dvdhsu                       | dvdhsu
          https://de.linkedin.com/in/dvdhsu?originalSubdomain=de  | dvdhsu
          https://www.linkedin.com/in/dvdhsu/?a=b/c#d             | dvdhsu
          https://www.linkedin.com/in/dvdhsu#about                | dvdhsu
          https://www.linkedin.com:443/in/dvdhsu                  | dvdhsu
          https://www.linkedin.com/in/J%C3%BCrgen-m%C3%BCller     | jürgen-müller
          https://www.linkedin.com/in/Jürgen-müller               | jürgen-müller
          https://www.linkedin.com/%69n/dvdhsu                    | dvdhsu
          https://www.linkedin.com/in/a+b                         | a+b
          https://www.linkedin.com/in/a%2Bb                       | a+b
          https://www.linkedin.com/in/a%2bb%3F                    | a+b?
          https://www.linkedin.com/in/ACoAAB12Cd                  | ACoAAB12Cd
          https://www.linkedin.com/in/acoaab12cd                  | acoaab12cd
          `\t https://www.linkedin.com/in/dvdhsu \u00a0\ufeff`    | dvdhsu
          https://www.linkedin.com/in/dvdhsu/details/experience   |
          https://www.linkedin.com/in/dvdhsu/en                   |
          https://www.linkedin.com/in/                            |
          https://www.linkedin.com/in                             |
          https://www.linkedin.com/IN/dvdhsu                      |
          https://www.linkedin.com/pub/david-hsu/1/2/3            |
          https://www.linkedin.com/company/dvdhsu                 |
          https://www.linkedin.com/                               |
          https://www.linkedin.com                                |
          https://www.linkedin.com//in/dvdhsu                     |
          https://www.linkedin.com:8080/in/dvdhsu                 |
          https://www.linkedin.com/in/a%2Fb                       |
          https://www.linkedin.com/in/a%20b                       |
          https://www.linkedin.com/in/a b                         |
          https://www.linkedin.com/in/%zz                         |
          https://www.linkedin.com/in/%                           |
          https://www.linkedin.com/in/%ff                         |
          https://www.linkedin.com.evil.example/in/dvdhsu         |
          https://evil.example/www.linkedin.com/in/dvdhsu         |
          https://user@www.linkedin.com/in/dvdhsu                 |
          https://notlinkedin.com/in/dvdhsu                       |
          https://usa.linkedin.com/in/dvdhsu                      |
          https://www.uk.linkedin.com/in/dvdhsu                   |
          https://www.linkedin.com/in/dvdhsu@x.example            | dvdhsu@x.example
          ftp://www.linkedin.com/in/dvdhsu                        |
          dvdhsu                                                  |
          ``                                                      |
          """)
  void profileUrlsOfPeople(String submitted, @Nullable String expected) {
    assertThat(Identifiers.normalise(PERSON, PROFILE_URLS, submitted)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          https://www.linkedin.com/company/Stripe/       | stripe
          linkedin.com/company/1441                      | 1441
          https://fr.linkedin.com/company/caf%C3%A9      | café
          https://www.linkedin.com/company/ACoAAB12Cd    | acoaab12cd
          https://www.linkedin.com/company/stripe/about/ |
          https://www.linkedin.com/school/mit            |
          https://www.linkedin.com/in/stripe             |
          """)
  void profileUrlsOfCompanies(String submitted, @Nullable String expected) {
    assertThat(Identifiers.normalise(COMPANY, PROFILE_URLS, submitted)).isEqualTo(expected);
  }
}
