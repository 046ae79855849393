package dev.batchenrich.contract.identifier;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.DOMAINS;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table reads: as submitted | as looked up, empty if it is no such identifier. */
class DomainTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          stripe.com                        | stripe.com
          ` Stripe.COM `                    | stripe.com
          www.stripe.com                    | stripe.com
          WWW.stripe.com                    | stripe.com
          www2.stripe.com                   | www2.stripe.com
          https://www.stripe.com/de/x?y#z   | stripe.com
          http://stripe.com:8080            | stripe.com
          stripe.com:443/path               | stripe.com
          stripe.com:                       | stripe.com
          //stripe.com                      | stripe.com
          custom+scheme://stripe.com        | stripe.com
          stripe.com?x=http://other.com     | stripe.com
          stripe.com#http://other.com       | stripe.com
          stripe.com.                       | stripe.com
          https://stripe.com./              | stripe.com
          x.co                              | x.co
          www.com                           | www.com
          www.www.com                       | www.com
          a.b.c.d.example                   | a.b.c.d.example
          münchen.example                   | xn--mnchen-3ya.example
          MÜNCHEN.example                   | xn--mnchen-3ya.example
          xn--mnchen-3ya.example            | xn--mnchen-3ya.example
          XN--MNCHEN-3YA.example            | xn--mnchen-3ya.example
          例え.テスト                        | xn--r8jz45g.xn--zckzah
          例え。テスト                        | xn--r8jz45g.xn--zckzah
          ＳＴＲＩＰＥ．com                  | stripe.com
          _dmarc.stripe.com                 | _dmarc.stripe.com
          stripe.com..                      |
          .stripe.com                       |
          stripe..com                       |
          stripe                            |
          localhost:8080                    |
          stripe.com:port                   |
          jane@stripe.com                   |
          https://jane:pw@stripe.com        |
          stripe .com                       |
          -stripe.com                       |
          stripe-.com                       |
          mailto:jane@stripe.com            |
          https://                          |
          https:///stripe.com               |
          .                                 |
          www.                              |
          ``                                |
          """)
  void domains(String submitted, @Nullable String expected) {
    assertThat(Identifiers.normalise(COMPANY, DOMAINS, submitted)).isEqualTo(expected);
  }
}
