package dev.batchenrich.standalone.identifiers;

import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.standalone.identifiers.IdentifierFormat.CSV;
import static dev.batchenrich.standalone.identifiers.IdentifierFormat.JSON;
import static dev.batchenrich.standalone.identifiers.IdentifierFormat.LINES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierReaderTest {

  @Test
  void linesAreStrippedAndBlankOnesLeftOutAndCounted() throws IOException {
    var read = read(LINES, null, "\uFEFFacme.example\r\n\n  \n widgets.example \nlast.example");

    assertThat(read.entries()).containsExactly("acme.example", "widgets.example", "last.example");
    assertThat(read.blanks()).isEqualTo(2);
  }

  @Test
  void aColumnOfATableMayHoldCommasQuotesAndLineBreaks() throws IOException {
    var read =
        read(
            CSV,
            "company",
            "\uFEFFid, company \n1,\"Acme, Inc.\"\n2,\"The \"\"A\"\"\nTeam\"\n3\n4,\n");

    assertThat(read.entries()).containsExactly("Acme, Inc.", "The \"A\"\nTeam");
    assertThat(read.blanks()).isEqualTo(2);
  }

  @Test
  void theOnlyColumnOfATableNeedNotBeNamed() throws IOException {
    assertThat(read(CSV, null, "domain\nacme.example\n").entries()).containsExactly("acme.example");
  }

  @Test
  void aTableMayHaveOtherDelimiters() throws IOException {
    var reader = new IdentifierReader(CSV, "b", ';');

    assertThat(reader.read(new ByteArrayInputStream("a;b\n1;2,3\n".getBytes(UTF_8))).entries())
        .containsExactly("2,3");
  }

  @Test
  void aJsonListHoldsStringsOrIntegers() throws IOException {
    assertThat(read(JSON, null, "[\"Acme, Inc.\", 500001,\n\"7\"]").entries())
        .containsExactly("Acme, Inc.", "500001", "7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CSV  |      | a,b            | --column must name one of a, b
          CSV  | c    | a,b            | --column must name one of a, b, is 'c'
          CSV  | a    | a,b,a          | several columns are called 'a'
          JSON |      | {"a":1}        | JSON must be a list of identifiers
          JSON |      | ["a",null]     | line 1: entry 2 of the list must be a string or an integer
          JSON |      | ["a"] ["b"]    | line 1: nothing may follow the list
          JSON |      | ["a"           | line 1, column 5: Unexpected end-of-input: expected close marker for Array
          """)
  void whatCannotBeReadIsNamed(
      IdentifierFormat format, @Nullable String column, String text, String message) {
    assertThatThrownBy(() -> read(format, column, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void brokenJsonIsNamedByItsPlace() {
    assertThatThrownBy(() -> read(JSON, null, "[\"a\",\n oops]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2, column ");
  }

  @Test
  void anotherEncodingIsNotTakenForUtf8() {
    for (var format : IdentifierFormat.values()) {
      var reader = new IdentifierReader(format, null, ',');
      assertThatThrownBy(
              () -> reader.read(new ByteArrayInputStream("Käse\nKäse".getBytes(ISO_8859_1))))
          .as(format.name())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("it is not UTF-8");
    }
  }

  @Test
  void whatAServerWouldRefuseIsFoundBefore() {
    assertThatThrownBy(() -> new Identifiers(List.of(), 3).requireFit(NAMES))
        .hasMessage("there are no identifiers in it");
    assertThatThrownBy(() -> new Identifiers(List.of("a", "b".repeat(2_049)), 0).requireFit(NAMES))
        .hasMessage("identifier 2 must be at most 2,048 characters long, has 2,049");
    assertThatThrownBy(() -> new Identifiers(List.of("1", "0"), 0).requireFit(COMPANY_IDS))
        .hasMessage("identifier 2 must be a positive integer, is '0'");
    assertThatCode(() -> new Identifiers(List.of("x"), 0).requireFit(NAMES))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"people.CSV,CSV", "people.tsv,CSV", "a.json,JSON", "a.txt,LINES", "-,LINES"})
  void theNameOfAFileTellsItsFormat(String name, IdentifierFormat format) {
    assertThat(IdentifierFormat.of(name)).isEqualTo(format);
  }

  private static Identifiers read(IdentifierFormat format, @Nullable String column, String text)
      throws IOException {
    return new IdentifierReader(format, column, ',')
        .read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
