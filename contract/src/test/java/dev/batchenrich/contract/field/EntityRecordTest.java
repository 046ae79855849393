package dev.batchenrich.contract.field;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityRecordTest {

  @Test
  void hasTheFamiliesOfTheCatalogueInItsOrder() {
    var record =
        parse(
            """
            {"updated_at":"now","news":[],"unknown":{"a":[1]},"crustdata_company_id":7,\
            "basic_info":{"name":"X"},"crustdata_person_id":9}""");

    assertThat(record.id()).isEqualTo(7);
    assertThat(record.families().stream().map(EntityRecord.Family::name))
        .containsExactly("basic_info", "news", "updated_at");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1.10,\"b\":12345678901234567890.5,\"c\":1e5,\"d\":-0,\"e\":-0.0,\"f\":1E-400}",
        "[]",
        "{}",
        "[[[]],{\"\":null}]",
        "null",
        "true",
        "1.50",
        "-0",
        "\"text\"",
        "\"\"",
        "[\"a b\",\"\\\"\",\"\\\\\",\"\\\\\\\" \",\"\\n\"]",
        "[\"Ω 😀\",\"\\u00e9\",\"\\/\"]",
        "{\" a \":\" [ {\"}"
      })
  void keepsCompactValuesAsTheyAre(String json) {
    assertThat(family("{\"crustdata_company_id\":7,\"headcount\":" + json + ",\"seo\":{}}"))
        .isEqualTo(json);
    assertThat(family("{\"headcount\":" + json + ",\"crustdata_company_id\":7}")).isEqualTo(json);
  }

  @Test
  void dropsWhiteSpaceBetweenTokensOnly() {
    assertThat(
            family(
                """
                { "crustdata_company_id" : 7 ,
                  "headcount" : { "a" : [ 1.10 , " b  c " , { } , [ ] ] ,
                  \t"d e" : "\\u00e9\\n" } }
                """))
        .isEqualTo("{\"a\":[1.10,\" b  c \",{},[]],\"d e\":\"é\\n\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                        | not a JSON object
          []                                                        | not a JSON object
          7                                                         | not a JSON object
          {}                                                        | crustdata_company_id is missing
          {"crustdata_person_id":7}                                 | crustdata_company_id is missing
          {"crustdata_company_id":0}                                | crustdata_company_id must be a positive integer, is 0
          {"crustdata_company_id":-7}                               | crustdata_company_id must be a positive integer, is -7
          {"crustdata_company_id":7.0}                              | crustdata_company_id must be a positive integer, is 7.0
          {"crustdata_company_id":"7"}                              | crustdata_company_id must be a positive integer, is 7
          {"crustdata_company_id":null}                             | crustdata_company_id must be a positive integer, is null
          {"crustdata_company_id":99999999999999999999}             | crustdata_company_id must be a positive integer, is 99999999999999999999
          {"crustdata_company_id":7} {}                             | more than one JSON value
          {"crustdata_company_id":7,"seo":{"a":1,"a":2}}            | Duplicate field 'a'
          {"crustdata_company_id":7,"seo":{"a":01}}                 | Leading zeroes
          {"crustdata_company_id":7,"seo":{"a":NaN}}                | NaN
          {"crustdata_company_id":7,"seo":{"a":1}                   | end-of-input
          {"crustdata_company_id":7,"seo":["\\ud800\\x"]}             | escape
          """)
  void saysWhatIsWrong(String json, String reason) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(reason)
        .doesNotContain("\n");
  }

  @Test
  void takesNoOtherEncodingThanUtf8() {
    for (var charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      var json = "{\"crustdata_person_id\":7}".getBytes(charset);
      assertThatThrownBy(() -> EntityRecord.parse(PERSON, json))
          .isInstanceOf(IllegalArgumentException.class);
    }
    var latin =
        "{\"crustdata_person_id\":7,\"skills\":[\"é\"]}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> EntityRecord.parse(PERSON, latin))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EntityRecord parse(String json) {
    return EntityRecord.parse(COMPANY, json.getBytes(UTF_8));
  }

  private static String family(String json) {
    return new String(parse(json).families().get(0).json(), UTF_8);
  }
}
