package dev.batchenrich.contract.field;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.Entity;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldCatalogueTest {

  private final FieldCatalogue person = FieldCatalogue.of(PERSON);
  private final FieldCatalogue company = FieldCatalogue.of(COMPANY);

  @Test
  void holdsEveryLeafBranchAndFamily() {
    assertThat(person.selectable()).hasSize(149);
    assertThat(person.families()).hasSize(12);
    assertThat(company.selectable()).hasSize(134);
    assertThat(company.families()).hasSize(20);
  }

  @ParameterizedTest
  @EnumSource
  void listsNothingTwiceAndWholesBeforeTheirParts(Entity entity) {
    var seen = new HashSet<String>();
    for (var path : FieldCatalogue.of(entity).selectable()) {
      assertThat(seen.add(path)).as(path).isTrue();
      var dot = path.lastIndexOf('.');
      assertThat(dot < 0 || seen.contains(path.substring(0, dot))).as(path).isTrue();
      assertThat(path).doesNotContain("[", "]", " ", "#");
    }
  }

  @Test
  void defaultsAreFamilies() {
    assertThat(person.defaults()).containsExactly("basic_profile", "social_handles");
    assertThat(company.defaults()).containsExactly("basic_info");
    assertThat(person.families()).containsAll(person.defaults());
    assertThat(company.families()).containsAll(company.defaults());
  }

  @Test
  void familiesComeInTheOrderInWhichRecordsAreWritten() {
    assertThat(person.families())
        .startsWith("crustdata_person_id", "basic_profile", "social_handles")
        .endsWith("contact", "updated_at");
    assertThat(company.families())
        .startsWith("crustdata_company_id", "basic_info", "headcount")
        .endsWith("status", "updated_at", "indexed_at");
  }

  @Test
  void aSegmentMayBeginWithADigit() {
    assertThat(company.unsupported(List.of("headcount.growth_percent.6m"))).isEmpty();
    assertThat(company.unsupported(List.of("headcount.growth_percent.7m"))).hasSize(1);
  }

  @Test
  void anObjectEndsAPath() {
    assertThat(company.unsupported(List.of("web_traffic", "web_traffic.domain_traffic"))).isEmpty();
    assertThat(company.unsupported(List.of("web_traffic.domain_traffic.example.com"))).hasSize(1);
  }

  @Test
  void aFamilyMayBeAList() {
    assertThat(company.unsupported(List.of("news", "news.title"))).isEmpty();
    assertThat(company.unsupported(List.of("news[]", "news[].title", "news.0.title"))).hasSize(3);
  }

  @Test
  void pastEmploymentHasTheFieldsOfTheCurrentOne() {
    var current = "experience.employment_details.current";
    assertThat(person.selectable().stream().filter(path -> path.startsWith(current)))
        .hasSize(27)
        .allSatisfy(
            path -> assertThat(person.selectable()).contains(path.replace(".current", ".past")));
  }

  @Test
  void namesAllThatItDoesNotKnowInTheirOrder() {
    assertThat(
            person.unsupported(
                List.of("nope", "experience", "basic_profile.", "", "Experience", " contact")))
        .containsExactly("nope", "basic_profile.", "", "Experience", " contact");
  }
}
