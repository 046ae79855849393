package dev.batchenrich.directory;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static dev.batchenrich.contract.IdentifierType.BUSINESS_EMAILS;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.contract.IdentifierType.DOMAINS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.contract.IdentifierType.PROFILE_URLS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.contract.field.FieldSelection;
import dev.batchenrich.contract.identifier.Identifiers;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every directory must do; a test of a directory implements this. */
public interface DirectoryContract {

  /** A person with every kind of identifier. */
  String ADA =
      """
      {"crustdata_person_id":11,
       "basic_profile":{"name":"Ada Ångström","headline":"Leads \\"Ω\\" at Acme"},
       "social_handles":{"professional_network_identifier":
         {"profile_url":"https://www.linkedin.com/in/Ada-Angstrom/"}},
       "contact":{"business_emails":[{"email":"Ada@acme.example"},{"email":"a.a@acme.example"}]},
       "updated_at":"2026-01-01T00:00:00Z"}""";

  /** Another person, with an opaque id in the profile URL. */
  String BOB =
      """
      {"crustdata_person_id":12,"basic_profile":{"name":"Bob"},
       "social_handles":{"professional_network_identifier":
         {"profile_url":"https://linkedin.com/in/ACoAAB12cd"}}}""";

  /** A company with every kind of identifier. */
  String ACME =
      """
      {"crustdata_company_id":21,
       "basic_info":{"name":"Acme, Inc.","primary_domain":"acme.example",
         "all_domains":["acme.example","shop.acme.example"],"website":"https://www.acme.io/en",
         "professional_network_url":"https://www.linkedin.com/company/acme"},
       "headcount":{"total":10,"growth_percent":{"6m":1.10}},
       "social_profiles":{"professional_network":"https://www.linkedin.com/company/acme-group"},
       "news":[{"title":"Acme grows"},{"title":"Acme shrinks"}]}""";

  /** Another company. */
  String BOLT =
      """
      {"crustdata_company_id":22,"basic_info":{"name":"Bolt","primary_domain":"bolt.example"}}""";

  /** A directory that holds exactly {@code records}, each a JSON object. */
  Directory holding(List<String> records) throws Exception;

  @Test
  default void findsPeopleByEveryIdentifier() throws Exception {
    try (var directory = holding(List.of(ADA, BOB))) {
      assertThat(
              ids(
                  directory,
                  PERSON,
                  PROFILE_URLS,
                  "linkedin.com/in/ada-angstrom",
                  "uk.linkedin.com/in/ACoAAB12cd"))
          .containsExactly(11L, 12L);
      assertThat(ids(directory, PERSON, BUSINESS_EMAILS, "ADA@acme.example", "a.a@acme.example"))
          .containsExactly(11L, 11L);
    }
  }

  @Test
  default void findsCompaniesByEveryIdentifier() throws Exception {
    try (var directory = holding(List.of(ACME, BOLT))) {
      assertThat(ids(directory, COMPANY, NAMES, "ACME", "Bolt GmbH")).containsExactly(21L, 22L);
      assertThat(
              ids(
                  directory,
                  COMPANY,
                  DOMAINS,
                  "acme.example",
                  "http://www.SHOP.acme.example/x",
                  "acme.io"))
          .containsExactly(21L, 21L, 21L);
      assertThat(
              ids(
                  directory,
                  COMPANY,
                  PROFILE_URLS,
                  "linkedin.com/company/Acme",
                  "linkedin.com/company/acme-group/"))
          .containsExactly(21L, 21L);
      assertThat(ids(directory, COMPANY, COMPANY_IDS, "22", "21")).containsExactly(22L, 21L);
    }
  }

  @Test
  default void answersInTheOrderOfTheIdentifiersWithNullForTheUnknown() throws Exception {
    try (var directory = holding(List.of(ACME, BOLT))) {
      assertThat(ids(directory, COMPANY, COMPANY_IDS, "9", "22", "8", "21", "7"))
          .containsExactly(null, 22L, null, 21L, null);
    }
  }

  @Test
  default void answersEachPositionOfARepeatedIdentifier() throws Exception {
    try (var directory = holding(List.of(ACME))) {
      assertThat(ids(directory, COMPANY, NAMES, "acme", "none", "acme", "acme"))
          .containsExactly(21L, null, 21L, 21L);
    }
  }

  @Test
  default void answersAChunkOfTheGreatestSize() throws Exception {
    try (var directory = holding(List.of(BOLT))) {
      var thousand = Collections.nCopies(1_000, "bolt.example").toArray(String[]::new);
      assertThat(ids(directory, COMPANY, DOMAINS, thousand)).hasSize(1_000).containsOnly(22L);
    }
  }

  @Test
  default void answersNothingWithNothing() throws Exception {
    try (var directory = holding(List.of(ACME))) {
      assertThat(ids(directory, COMPANY, NAMES)).isEmpty();
    }
  }

  @Test
  default void keepsPeopleAndCompaniesApart() throws Exception {
    try (var directory = holding(List.of(ADA, ACME))) {
      assertThat(ids(directory, COMPANY, COMPANY_IDS, "11")).containsExactly((Long) null);
      assertThat(directory.lookUp(PERSON, PROFILE_URLS, List.of("acme")).toCompletableFuture())
          .succeedsWithin(10, TimeUnit.SECONDS)
          .isEqualTo(Collections.singletonList(null));
    }
  }

  @Test
  default void keepsIdentifierTypesApart() throws Exception {
    try (var directory = holding(List.of(BOLT))) {
      assertThat(directory.lookUp(COMPANY, NAMES, List.of("bolt.example")).toCompletableFuture())
          .succeedsWithin(10, TimeUnit.SECONDS)
          .isEqualTo(Collections.singletonList(null));
    }
  }

  @Test
  default void doesNotKnowAnIdentifierHoweverLong() throws Exception {
    try (var directory = holding(List.of(BOLT))) {
      var name = "é".repeat(2_048);
      assertThat(directory.lookUp(COMPANY, NAMES, List.of(name, "bolt")).toCompletableFuture())
          .succeedsWithin(10, TimeUnit.SECONDS)
          .satisfies(records -> assertThat(records.get(0)).isNull())
          .satisfies(records -> assertThat(records.get(1)).isNotNull());
    }
  }

  @Test
  default void givesRecordsBackToTheDigit() throws Exception {
    try (var directory = holding(List.of(ADA, ACME))) {
      assertThat(written(COMPANY, lookUp(directory, COMPANY, COMPANY_IDS, "21").get(0)))
          .isEqualTo(written(COMPANY, EntityRecord.parse(COMPANY, ACME.getBytes(UTF_8))));
      assertThat(
              written(
                  PERSON, lookUp(directory, PERSON, BUSINESS_EMAILS, "ada@acme.example").get(0)))
          .isEqualTo(written(PERSON, EntityRecord.parse(PERSON, ADA.getBytes(UTF_8))));
    }
  }

  @Test
  default void failsTheStageOnceClosed() throws Exception {
    var directory = holding(List.of(ACME));
    directory.close();
    directory.close();

    assertThat(directory.lookUp(COMPANY, NAMES, List.of("acme")).toCompletableFuture())
        .failsWithin(10, TimeUnit.SECONDS);
  }

  /** The ids of the records that {@code spellings} lead to. */
  static List<@Nullable Long> ids(
      Directory directory, Entity entity, IdentifierType type, String... spellings) {
    var ids = new ArrayList<@Nullable Long>();
    for (var record : lookUp(directory, entity, type, spellings)) {
      ids.add(record == null ? null : record.id());
    }
    return ids;
  }

  /** The records that {@code spellings}, each one that can be normalised, lead to. */
  static List<@Nullable EntityRecord> lookUp(
      Directory directory, Entity entity, IdentifierType type, String... spellings) {
    var identifiers = new ArrayList<String>();
    for (var spelling : spellings) {
      var identifier = Identifiers.normalise(entity, type, spelling);
      assertThat(identifier).as(spelling).isNotNull();
      identifiers.add(String.valueOf(identifier));
    }
    var answer = directory.lookUp(entity, type, identifiers).toCompletableFuture();
    assertThat(answer).succeedsWithin(10, TimeUnit.SECONDS);
    return answer.join();
  }

  private static String written(Entity entity, @Nullable EntityRecord record) {
    assertThat(record).isNotNull();
    var out = new ByteArrayOutputStream();
    if (record != null) {
      new FieldSelection(entity, FieldCatalogue.of(entity).selectable()).write(record, out);
    }
    return out.toString(UTF_8);
  }
}
