package dev.batchenrich.directory.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyReaderTest {

  private static final EnrichRequest REQUEST =
      new EnrichRequest(Entity.COMPANY, IdentifierType.NAMES, List.of("a", "b"));

  @Test
  void eachIdentifierHasTheRecordInItsPlace() {
    assertThat(read("[%s, %s]".formatted(entry("a", ""), entry("b", match("0.5", "7")))))
        .satisfiesExactly(
            first -> assertThat(first).isNull(),
            second -> assertThat(second).extracting(EntityRecord::id).isEqualTo(7L));
  }

  @Test
  void theBestMatchHasTheHighestScoreThenTheLowestId() {
    var several = String.join(",", match("0.5", "1"), match("1", "9"), match("1.0", "8"));

    assertThat(read("[%s,%s]".formatted(entry("a", several), entry("b", ""))))
        .first()
        .extracting(record -> record == null ? -1 : record.id())
        .isEqualTo(8L);
  }

  @Test
  void keysThatAreNotKnownArePassedOverAndValuesKeepTheirBytes() {
    var data =
        """
        {"credits":{"left":[1]},"crustdata_company_id":7,"unknown":{"a":[1]},\
        "headcount":{"total":1e3,"Ω":-0.0}}""";
    var reply =
        """
        [{"new":[{}],"matched_on":"a","matches":[{"company_data":%s,"confidence_score":1}]},%s]"""
            .formatted(data, entry("b", ""));

    var record = read(reply).get(0);

    assertThat(record).isNotNull();
    assertThat(record.families()).hasSize(1);
    assertThat(record.families().get(0).json())
        .asString(UTF_8)
        .isEqualTo("{\"total\":1e3,\"Ω\":-0.0}");
  }

  @Test
  void idsMayBeRepeatedAsNumbers() {
    var request = new EnrichRequest(Entity.COMPANY, IdentifierType.COMPANY_IDS, List.of("21"));
    var reply = "[{\"matched_on\":21,\"matches\":[]}]";

    assertThat(ReplyReader.read(request, reply.getBytes(UTF_8))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          null                                          | it is no list
          [1]                                           | an entry is no object
          [{"matched_on":"b","matches":[]}]             | not about the identifier in its place
          [{"matched_on":"A","matches":[]}]             | not about the identifier in its place
          [{"matched_on":null,"matches":[]}]            | matched_on is no string
          [{"matches":[]}]                              | not about the identifier in its place
          [{"matched_on":"a"}]                          | an entry has no matches
          [{"matched_on":"a","matches":null}]           | matches are no list
          [{"matched_on":"a","matches":{}}]             | matches are no list
          [{"matched_on":"a","match_type":1}]           | match_type is no string
          [{"matched_on":"a","matches":[null]}]         | a match is no object
          [{"matched_on":"a","matches":[{}]}]           | a match lacks
          [{"matched_on":"a","matched_on":"a"}]         | Duplicate field
          [{"matched_on":"a","matches":[]}]             | it has 1 entries for 2 identifiers
          [{"matched_on":"a","matches":[]},             | end-of-input
          [{"matched_on":"a","matches":[]} {}]          | expecting comma
          """)
  void whatIsNoAnswerIsNotTaken(String reply, String reason) {
    assertRefused(reply, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "1"   | {"crustdata_company_id":7}     | confidence_score is no number
          1e999 | {"crustdata_company_id":7}     | beyond all numbers
          1     | []                             | not a JSON object
          1     | null                           | not a JSON object
          1     | {}                             | crustdata_company_id is missing
          1     | {"crustdata_company_id":"7"}   | must be a positive integer
          1     | {"crustdata_company_id":0}     | must be a positive integer
          1     | {"crustdata_company_id":7.5}   | must be a positive integer
          1     | {"crustdata_person_id":7}      | crustdata_company_id is missing
          1     | {"crustdata_company_id":7,"seo":{"a":1,"a":2}} | Duplicate field
          """)
  void whatIsNoRecordIsNotTaken(String score, String data, String reason) {
    assertRefused(
        "[%s,%s]"
            .formatted(
                entry("a", "{\"confidence_score\":%s,\"company_data\":%s}".formatted(score, data)),
                entry("b", "")),
        reason);
  }

  @Test
  void moreThanWasAskedForIsNotTaken() {
    assertRefused(
        "[%s,%s,%s]".formatted(entry("a", ""), entry("b", ""), entry("c", "")), "too many entries");
    assertRefused("[%s,%s] []".formatted(entry("a", ""), entry("b", "")), "more than one list");
  }

  @Test
  void whatIsTooDeepOrTooLongIsNotTaken() {
    assertRefused(withFamily("[".repeat(200) + "]".repeat(200)), "depth");
    assertRefused(withFamily("1".repeat(101)), "Number value length");
    assertRefused(withFamily("{\"%s\":1}".formatted("k".repeat(1_001))), "Name length");
  }

  @Test
  void whatIsNotInUtf8IsNotTaken() {
    var reply = withFamily("\"é\"");

    for (var charset : List.of(ISO_8859_1, UTF_16)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ReplyReader.read(REQUEST, reply.getBytes(charset)));
    }
  }

  private static String withFamily(String json) {
    return "[%s,%s]"
        .formatted(
            entry(
                "a",
                "{\"confidence_score\":1,\"company_data\":{\"crustdata_company_id\":7,\"seo\":%s}}"
                    .formatted(json)),
            entry("b", ""));
  }

  private static String entry(String matchedOn, String matches) {
    return "{\"matched_on\":\"%s\",\"match_type\":\"name\",\"matches\":[%s]}"
        .formatted(matchedOn, matches);
  }

  private static String match(String score, String id) {
    return "{\"confidence_score\":%s,\"company_data\":{\"crustdata_company_id\":%s}}"
        .formatted(score, id);
  }

  private static void assertRefused(String reply, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(reply))
        .satisfies(e -> assertThat(e.getMessage()).contains(reason).doesNotContain("\n"));
  }

  private static List<@Nullable EntityRecord> read(String reply) {
    return ReplyReader.read(REQUEST, reply.getBytes(UTF_8));
  }
}
