package dev.batchenrich.standalone.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a person learned, earned, built, and how to reach them. */
record SampleBackground(SamplePerson person, Fiction fiction) {

  void addTo(ObjectNode record) {
    if (fiction.chance(30)) {
      record.putObject("education").set("schools", fiction.objects(1, this::school));
    }
    if (fiction.chance(8)) {
      record.set("certifications", fiction.objects(1, this::certification));
    }
    if (fiction.chance(8)) {
      record.set("honors", fiction.objects(1, this::honor));
    }
    if (fiction.chance(8)) {
      record.set("dev_platform_profiles", fiction.objects(1, this::developerProfile));
    }
    record.set("contact", contact());
  }

  private ObjectNode school() {
    var end = fiction.number(1985, 2022);
    return fiction
        .object()
        .put("school", fiction.some("university.name", faker -> faker.university().name()))
        .put("degree", fiction.oneOf("Bachelor of Science", "Master of Arts", "Doctorate"))
        .put("field_of_study", fiction.some("job.field", faker -> faker.job().field()))
        .put("start_year", end - fiction.number(3, 6))
        .put("end_year", end)
        .put(
            "activities_and_societies",
            fiction.some("hobby.activity", faker -> faker.hobby().activity()))
        .put("description", fiction.words(6))
        .put("professional_network_id", Integer.toString(fiction.number(10_000, 99_999)));
  }

  private ObjectNode certification() {
    return fiction
        .object()
        .put("name", "Certified " + fiction.some("job.field", faker -> faker.job().field()))
        .put(
            "issuing_organization",
            fiction.some("university.name", faker -> faker.university().name()))
        .put("issue_date", fiction.date(6))
        .put("expiration_date", "2029-12-31")
        .put("credential_id", fiction.uuid())
        .put("credential_url", "https://credentials.example/" + person.slug());
  }

  private ObjectNode honor() {
    return fiction
        .object()
        .put(
            "title",
            fiction.some("job.seniority", faker -> faker.job().seniority()) + " of the Year")
        .put("issuer", person.employer().name())
        .put("issue_date", fiction.date(6));
  }

  private ObjectNode developerProfile() {
    return fiction
        .object()
        .put("profile_url", person.developerProfile())
        .put("name", person.name())
        .put("bio", fiction.words(8))
        .put("followers", fiction.number(0, 5_000))
        .put("following", fiction.number(0, 500))
        .put("public_repo_count", fiction.number(0, 150))
        .put("is_hireable", fiction.chance(30));
  }

  private ObjectNode contact() {
    var contact = fiction.object();
    contact.set(
        "business_emails",
        fiction.objects(
            1,
            () ->
                fiction
                    .object()
                    .put("email", person.email())
                    .put("status", "verified")
                    .put("last_updated", fiction.time())
                    .put("crustdata_company_id", person.employer().id())));
    contact
        .putArray("personal_emails")
        .addObject()
        .put(
            "email", person.slug() + fiction.oneOf("@example.com", "@example.org", "@example.net"));
    contact.set(
        "phone_numbers",
        fiction.strings(
            1,
            () -> "+1-%d-555-01%02d".formatted(fiction.number(201, 989), fiction.number(0, 99))));
    contact.set(
        "websites", fiction.strings(1, () -> "https://%s.example".formatted(person.slug())));
    return contact;
  }
}
