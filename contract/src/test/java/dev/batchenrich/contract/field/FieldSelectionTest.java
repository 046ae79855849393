package dev.batchenrich.contract.field;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.Entity;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldSelectionTest {

  private static final String COMPANY_RECORD =
      """
      {"crustdata_company_id":7,
       "basic_info":{"name":"Ω 😀","crustdata_company_id":7},
       "headcount":{"total":3,"growth_percent":{"1m":1.10,"6m":12345678901234567890.5,"12m":1e2},
         "timeseries":[{"date":"a","employee_count":1},{"employee_count":2},null,[],{"date":"b"}]},
       "taxonomy":{"categories":["x","y"]},
       "web_traffic":{"domain_traffic":{"example.com":{"visits":5}}},
       "news":[{"title":"t","url":"u"},{"url":"v"}]}""";

  @Test
  void withoutFieldsTheDefaultsAreWritten() {
    assertThat(select(COMPANY, COMPANY_RECORD))
        .isEqualTo(
            """
            {"crustdata_company_id":7,"basic_info":{"name":"Ω 😀","crustdata_company_id":7}}""");
  }

  @Test
  void aLeafIsAddedToTheDefaults() {
    assertThat(select(COMPANY, COMPANY_RECORD, "headcount.total"))
        .isEqualTo(withDefaults("\"headcount\":{\"total\":3}"));
  }

  @Test
  void numbersKeepTheirDigits() {
    assertThat(select(COMPANY, COMPANY_RECORD, "headcount.growth_percent"))
        .isEqualTo(
            withDefaults(
                """
                "headcount":{"growth_percent":\
                {"1m":1.10,"6m":12345678901234567890.5,"12m":1e2}}"""));
    assertThat(select(COMPANY, COMPANY_RECORD, "headcount.growth_percent.6m"))
        .isEqualTo(
            withDefaults("\"headcount\":{\"growth_percent\":{\"6m\":12345678901234567890.5}}"));
  }

  @Test
  void textKeepsItsCharacters() {
    var record =
        "{\"crustdata_company_id\":7,\"seo\":{\"a\":1},\"funding\":{\"investors\":[\"Ω 😀\\n\"]}}";
    assertThat(select(COMPANY, record, "funding.investors"))
        .isEqualTo("{\"crustdata_company_id\":7,\"funding\":{\"investors\":[\"Ω 😀\\n\"]}}");
  }

  @Test
  void aFamilyIsWrittenWhole() {
    assertThat(select(COMPANY, COMPANY_RECORD, "news"))
        .isEqualTo(withDefaults("\"news\":[{\"title\":\"t\",\"url\":\"u\"},{\"url\":\"v\"}]"));
    assertThat(select(COMPANY, COMPANY_RECORD, "web_traffic.domain_traffic"))
        .isEqualTo(
            withDefaults("\"web_traffic\":{\"domain_traffic\":{\"example.com\":{\"visits\":5}}}"));
  }

  @Test
  void listsKeepTheirLength() {
    assertThat(select(COMPANY, COMPANY_RECORD, "headcount.timeseries.date"))
        .isEqualTo(
            withDefaults(
                "\"headcount\":{\"timeseries\":[{\"date\":\"a\"},{},null,[],{\"date\":\"b\"}]}"));
    assertThat(select(COMPANY, COMPANY_RECORD, "news.title"))
        .isEqualTo(withDefaults("\"news\":[{\"title\":\"t\"},{}]"));
  }

  @Test
  void familiesComeInTheOrderOfTheCatalogueWhateverThatOfTheFields() {
    assertThat(select(COMPANY, COMPANY_RECORD, "news.url", "taxonomy", "headcount.total"))
        .isEqualTo(
            withDefaults(
                """
                "headcount":{"total":3},"taxonomy":{"categories":["x","y"]},\
                "news":[{"url":"u"},{"url":"v"}]"""));
  }

  @Test
  void aPartOfWhatIsSelectedWholeChangesNothing() {
    var whole = select(COMPANY, COMPANY_RECORD, "headcount");
    assertThat(select(COMPANY, COMPANY_RECORD, "headcount", "headcount.total")).isEqualTo(whole);
    assertThat(select(COMPANY, COMPANY_RECORD, "headcount.total", "headcount")).isEqualTo(whole);
    assertThat(select(COMPANY, COMPANY_RECORD, "basic_info.name", "crustdata_company_id"))
        .isEqualTo(select(COMPANY, COMPANY_RECORD));
  }

  @Test
  void aFamilyOfWhichNothingMatchesIsAnEmptyObject() {
    assertThat(select(COMPANY, COMPANY_RECORD, "taxonomy.primary_naics_detail"))
        .isEqualTo(withDefaults("\"taxonomy\":{}"));
  }

  @Test
  void aFamilyThatTheRecordLacksIsLeftOut() {
    assertThat(select(COMPANY, COMPANY_RECORD, "funding", "revenue.estimated"))
        .isEqualTo(select(COMPANY, COMPANY_RECORD));
  }

  @Test
  void nullStaysInThePlaceOfItsParts() {
    var record =
        """
        {"crustdata_person_id":1,"basic_profile":null,\
        "professional_network":null,"contact":{"business_emails":null,"websites":[]}}""";
    assertThat(select(PERSON, record, "professional_network.name", "contact.business_emails.email"))
        .isEqualTo(
            """
            {"crustdata_person_id":1,"basic_profile":null,"professional_network":null,\
            "contact":{"business_emails":null}}""");
  }

  @Test
  void whatTheCatalogueDoesNotKnowSelectsNothing() {
    assertThat(select(COMPANY, COMPANY_RECORD, "nope.x", "nope"))
        .isEqualTo(select(COMPANY, COMPANY_RECORD));
  }

  private static String withDefaults(String more) {
    return """
    {"crustdata_company_id":7,"basic_info":{"name":"Ω 😀","crustdata_company_id":7},%s}"""
        .formatted(more);
  }

  private static String select(Entity entity, String json, String... fields) {
    var out = new ByteArrayOutputStream();
    new FieldSelection(entity, List.of(fields))
        .write(EntityRecord.parse(entity, json.getBytes(UTF_8)), out);
    return out.toString(UTF_8);
  }
}
