package dev.batchenrich.contract.identifier;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table reads: as submitted | as looked up, empty if it is no such identifier. */
class CompanyNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Acme                     | acme
          ACME                     | acme
          `  Acme  `               | acme
          Acme, Inc.               | acme
          Acme Inc                 | acme
          Acme,Inc                 | acme
          ACME  GmbH               | acme
          Acme – Ltd.              | acme
          Acme Co., Ltd.           | acme
          Acme L.L.C.              | acme
          Acme S.A.                | acme
          Acme GmbH & Co. KG       | acme
          Acme S.A. de C.V.        | acme
          Acme Pty Ltd             | acme
          Acme A/S                 | acme
          Ａｃｍｅ                  | acme
          `Acme\u00a0\u3000Inc.`   | acme
          Acme Holding Inc         | acme holding
          Acme Inc Holding         | acme inc holding
          Acme Inc LLC             | acme inc
          Ltd                      | ltd
          Inc.                     | inc.
          `, Inc.`                 | , inc.
          Zinc                     | zinc
          x.co                     | x.co
          Rent-A-Co                | rent-a-co
          Straße                   | strasse
          STRASSE                  | strasse
          Işık                     | işik
          IŞIK                     | işik
          İşler                    | işler
          ISLER                    | isler
          ΟΔΟΣ                     | οδος
          οδοσ                     | οδος
          ﬁn                       | fin
          Café                     | café
          Cafe\u0301               | café
          /e/                      | /e/
          .                        | .
          😀 Inc                   | 😀
          株式会社トヨタ           | 株式会社トヨタ
          ` `                      |
          `\u200b`                 |
          ``                       |
          """)
  void names(String submitted, @Nullable String expected) {
    assertThat(Identifiers.normalise(COMPANY, NAMES, submitted)).isEqualTo(expected);
  }
}
