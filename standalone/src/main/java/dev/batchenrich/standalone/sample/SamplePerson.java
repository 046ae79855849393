package dev.batchenrich.standalone.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** A person who does not exist and works at a company that does not either. */
record SamplePerson(
    long id, String firstName, String lastName, String slug, String title, SampleCompany employer) {

  static SamplePerson of(long id, List<SampleCompany> companies, Fiction fiction) {
    var firstName = fiction.some("name.firstName", faker -> faker.name().firstName());
    var lastName = fiction.some("name.lastName", faker -> faker.name().lastName());
    return new SamplePerson(
        id,
        firstName,
        lastName,
        fiction.uniqueSlug("person", firstName + " " + lastName),
        fiction.some("job.title", faker -> faker.job().title()),
        fiction.oneOf(companies));
  }

  String name() {
    return firstName + " " + lastName;
  }

  String profileUrl() {
    return "https://www.linkedin.com/in/" + slug;
  }

  /** At the employer's domain; unique, as the slug is. */
  String email() {
    return slug.replace('-', '.') + "@" + employer.domain();
  }

  /**
   * The record, in the order of the catalogue. Everyone has the families that are asked for most;
   * of the others, some have some, as in life.
   */
  ObjectNode toRecord(List<SampleCompany> companies, Fiction fiction) {
    var headline = title + " at " + employer.name();
    var record = fiction.object().put("crustdata_person_id", id);
    record.set("basic_profile", basicProfile(headline, fiction));
    record.set("social_handles", socialHandles(fiction));
    if (fiction.chance(8)) {
      record.set("professional_network", professionalNetwork(headline, fiction));
    }
    record
        .putObject("skills")
        .set(
            "professional_network_skills",
            fiction.strings(
                fiction.number(2, 6),
                () -> fiction.some("job.keySkills", faker -> faker.job().keySkills())));
    record.set("experience", new SampleCareer(this, companies, fiction).toExperience());
    new SampleBackground(this, fiction).addTo(record);
    return record.put("updated_at", fiction.time());
  }

  private ObjectNode basicProfile(String headline, Fiction fiction) {
    var profile =
        fiction
            .object()
            .put("name", name())
            .put("first_name", firstName)
            .put("last_name", lastName)
            .put("headline", headline)
            .put("current_title", title)
            .put("summary", fiction.words(9))
            .put("last_updated", fiction.time())
            .put("profile_picture_permalink", picture())
            .put("professional_network_name", name());
    profile.set(
        "languages", fiction.strings(1, () -> "English").add(fiction.oneOf("French", "Hindi")));
    var location = location(fiction).put("continent", fiction.oneOf("Europe", "Asia", "Africa"));
    profile.set("location", location);
    profile
        .putObject("normalized_title")
        .put("matched_title", title)
        .put("department", fiction.oneOf("Engineering", "Sales", "Finance"))
        .put("sub_department", fiction.oneOf("Platform", "Field", "Reporting"))
        .put("similarity", fiction.decimal(0, 1))
        .put("confident", fiction.chance(80));
    return profile;
  }

  private ObjectNode socialHandles(Fiction fiction) {
    var handles = fiction.object();
    handles.putObject("professional_network_identifier").put("profile_url", profileUrl());
    handles.putObject("dev_platform_identifier").put("profile_url", developerProfile());
    handles.putObject("twitter_identifier").put("slug", slug);
    return handles;
  }

  private ObjectNode professionalNetwork(String headline, Fiction fiction) {
    var network =
        fiction
            .object()
            .put("name", name())
            .put("pronoun", fiction.oneOf("she/her", "he/him", "they/them"))
            .put("headline", headline)
            .put("current_title", title)
            .put("summary", fiction.words(9))
            .put("profile_picture_url", picture())
            .put("profile_picture_permalink", picture())
            .put("joined_date", fiction.date(15))
            .put("connections", fiction.number(1, 500))
            .put("followers", fiction.number(1, 20_000));
    network.set("verifications", fiction.strings(1, () -> "work_email"));
    network.set("open_to_cards", fiction.strings(1, () -> fiction.oneOf("hiring", "work")));
    network.set("location", location(fiction));
    network.putObject("metadata").put("last_scraped_source", "sample");
    return network;
  }

  private ObjectNode location(Fiction fiction) {
    var city = fiction.some("address.city", faker -> faker.address().city());
    var state = fiction.some("address.state", faker -> faker.address().state());
    return fiction
        .object()
        .put("raw", city + ", " + state + ", " + employer.country())
        .put("city", city)
        .put("state", state)
        .put("country", employer.country());
  }

  String developerProfile() {
    return "https://code.example/" + slug;
  }

  private String picture() {
    return "https://images.example/people/%d.png".formatted(id).toLowerCase(Locale.ROOT);
  }
}
