package dev.batchenrich.contract.identifier;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static dev.batchenrich.contract.IdentifierType.BUSINESS_EMAILS;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.batchenrich.contract.Entity;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables read: as submitted | as looked up, empty if it is no such identifier. */
class IdentifiersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          jane.doe@example.com        | jane.doe@example.com
          `  Jane.DOE@Example.COM\u00a0` | jane.doe@example.com
          j.a.n.e+tag@example.com     | j.a.n.e+tag@example.com
          jörg@münchen.example        | jörg@münchen.example
          jane@localhost              | jane@localhost
          jane@@example.com           |
          jane@doe@example.com        |
          @example.com                |
          jane@                       |
          @                           |
          jane doe@example.com        |
          jane                        |
          ``                          |
          """)
  void businessEmails(String submitted, @Nullable String expected) {
    assertThat(Identifiers.normalise(PERSON, BUSINESS_EMAILS, submitted)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          631394              | 631394
          ` 631394 `          | 631394
          007                 | 7
          9223372036854775807 | 9223372036854775807
          9223372036854775808 |
          0                   |
          -1                  |
          +1                  |
          1.0                 |
          1e3                 |
          ٣                   |
          0x10                |
          1 2                 |
          ``                  |
          """)
  void companyIds(String submitted, @Nullable String expected) {
    assertThat(Identifiers.normalise(COMPANY, COMPANY_IDS, submitted)).isEqualTo(expected);
  }

  @Test
  void halfASurrogatePairIsNoIdentifier() {
    assertThat(Identifiers.normalise(COMPANY, NAMES, "Acme \ud83d")).isNull();
    assertThat(Identifiers.normalise(PERSON, BUSINESS_EMAILS, "\ude00@example.com")).isNull();
  }

  static Stream<String> adversarial() {
    return Stream.of(
            "a",
            ".",
            "-",
            ",",
            " ",
            "/",
            "%41",
            "%",
            "@",
            ":",
            "a.",
            "a-",
            "-a",
            ", ",
            " ,",
            "a ",
            ", inc",
            " co",
            "co., ",
            "www.",
            "http://",
            "//",
            "é",
            "ß",
            "İ",
            "\ufdfa",
            "\u200b",
            "\u0301",
            "。",
            "xn--",
            "1",
            "\ud83d\ude00")
        .flatMap(
            unit -> {
              var long1 = unit.repeat(2_048).substring(0, 2_048);
              return Stream.of(
                  long1,
                  "a" + long1,
                  long1 + "!",
                  "https://" + long1,
                  "linkedin.com/in/" + long1,
                  "acme" + long1 + "inc.");
            });
  }

  @ParameterizedTest
  @MethodSource("adversarial")
  void longInputTakesNoTime(String text) {
    assertTimeoutPreemptively(ofSeconds(1), () -> normaliseAsEverything(text));
  }

  @Test
  void noTextMakesItThrow() {
    var random = new Random(7);
    var alphabet =
        "aZ0.-_/:@%?#&,+ \t\n\u00a0\u0000\ud83d\ude00ßİı。．\u200d\u0301\u05d0\ufdfa\uffff"
            + "https://www.linkedin.com/in/company/xn--";
    for (var i = 0; i < 10_000; i++) {
      var text = new StringBuilder();
      for (var length = random.nextInt(40); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      normaliseAsEverything(text.toString());
    }
  }

  private static void normaliseAsEverything(String text) {
    for (var entity : Entity.values()) {
      for (var type : entity.identifierTypes()) {
        var normalised = Identifiers.normalise(entity, type, text);
        if (normalised != null) {
          assertThat(normalised).isNotEmpty();
        }
      }
    }
  }
}
