package dev.batchenrich.standalone.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.contract.identifier.Identifiers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SampleRecordsTest {

  private static final SampleRecords SAMPLE = new SampleRecords();

  @Test
  void everySelectableFieldOccurs() {
    assertThat(paths(SAMPLE.people())).containsAll(FieldCatalogue.of(Entity.PERSON).selectable());
    assertThat(paths(SAMPLE.companies()))
        .containsAll(FieldCatalogue.of(Entity.COMPANY).selectable());
  }

  @Test
  void everyCompanyHasEveryField() {
    assertThat(SAMPLE.companies())
        .allSatisfy(
            company ->
                assertThat(paths(List.of(company)))
                    .containsAll(FieldCatalogue.of(Entity.COMPANY).selectable()));
  }

  @Test
  void recordsHaveNoFieldBesidesThoseOfTheCatalogueAndComeInItsOrder() {
    for (var person : SAMPLE.people()) {
      assertThat(List.copyOf(FieldCatalogue.of(Entity.PERSON).families()))
          .containsSubsequence(names(person));
    }
    for (var company : SAMPLE.companies()) {
      assertThat(names(company))
          .containsExactlyElementsOf(FieldCatalogue.of(Entity.COMPANY).families());
    }
  }

  @Test
  void isTheSameInEveryRun() throws IOException {
    var again = new SampleRecords();
    assertThat(jsonl(again.people())).isEqualTo(jsonl(SAMPLE.people()));
    assertThat(jsonl(again.companies())).isEqualTo(jsonl(SAMPLE.companies()));
  }

  @Test
  void everyLineIsARecord() throws IOException {
    assertThat(jsonl(SAMPLE.people()).lines())
        .hasSize(SampleRecords.PEOPLE)
        .allSatisfy(line -> EntityRecord.parse(Entity.PERSON, line.getBytes(UTF_8)));
    assertThat(jsonl(SAMPLE.companies()).lines())
        .hasSize(SampleRecords.COMPANIES)
        .allSatisfy(line -> EntityRecord.parse(Entity.COMPANY, line.getBytes(UTF_8)));
  }

  @Test
  void aPersonTakesAboutTwoAndAHalfKilobytes() throws IOException {
    assertThat(jsonl(SAMPLE.people()).getBytes(UTF_8).length / SampleRecords.PEOPLE)
        .isBetween(2_400, 2_800);
  }

  @Test
  void identifiersAreUnique() {
    assertUnique(
        Entity.PERSON,
        IdentifierType.PROFILE_URLS,
        SAMPLE.people(),
        "/social_handles/professional_network_identifier/profile_url");
    assertUnique(
        Entity.PERSON,
        IdentifierType.BUSINESS_EMAILS,
        SAMPLE.people(),
        "/contact/business_emails/0/email");
    assertUnique(Entity.COMPANY, IdentifierType.NAMES, SAMPLE.companies(), "/basic_info/name");
    assertUnique(
        Entity.COMPANY, IdentifierType.DOMAINS, SAMPLE.companies(), "/basic_info/primary_domain");
    assertUnique(
        Entity.COMPANY,
        IdentifierType.PROFILE_URLS,
        SAMPLE.companies(),
        "/basic_info/professional_network_url");
  }

  @Test
  void peopleWorkAtCompaniesOfTheSample() {
    var ids = new HashSet<Long>();
    SAMPLE.companies().forEach(company -> ids.add(company.path("crustdata_company_id").asLong()));
    for (var person : SAMPLE.people()) {
      for (var id : person.findValues("crustdata_company_id")) {
        assertThat(ids).contains(id.asLong());
      }
    }
  }

  @Test
  void addressesAndSitesAreReservedForExamples() throws IOException {
    var all = jsonl(SAMPLE.people()) + jsonl(SAMPLE.companies());
    var hosts = Pattern.compile("(?:@|https?://)([a-z0-9.-]+)").matcher(all);
    while (hosts.find()) {
      assertThat(hosts.group(1))
          .matches("www\\.linkedin\\.com|example\\.(com|org|net)|.*\\.example");
    }
  }

  private static void assertUnique(
      Entity entity, IdentifierType type, List<ObjectNode> records, String pointer) {
    var identifiers = new ArrayList<String>();
    for (var each : records) {
      var identifier = Identifiers.normalise(entity, type, each.at(pointer).asText());
      assertThat(identifier).as(each.at(pointer).asText()).isNotNull();
      identifiers.add(String.valueOf(identifier));
    }
    assertThat(identifiers).doesNotHaveDuplicates();
  }

  private static List<String> names(ObjectNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> paths(List<ObjectNode> records) {
    var paths = new HashSet<String>();
    records.forEach(each -> addPaths("", each, paths));
    return paths;
  }

  private static void addPaths(String path, JsonNode node, Set<String> paths) {
    if (!path.isEmpty()) {
      paths.add(path);
    }
    if (node.isArray()) {
      node.forEach(element -> addPaths(path, element, paths));
    }
    node.properties()
        .forEach(
            field ->
                addPaths(
                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    field.getValue(),
                    paths));
  }

  private static String jsonl(List<ObjectNode> records) throws IOException {
    var out = new ByteArrayOutputStream();
    SampleRecords.write(records, out);
    return out.toString(UTF_8);
  }
}
