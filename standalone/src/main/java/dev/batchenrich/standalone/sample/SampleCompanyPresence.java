package dev.batchenrich.standalone.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the world sees of a company: profiles, traffic, reviews, people and news. */
final class SampleCompanyPresence {

  private SampleCompanyPresence() {}

  static ObjectNode addTo(ObjectNode record, SampleCompany company, Fiction fiction) {
    var profiles = record.putObject("social_profiles");
    profiles
        .putObject("crunchbase")
        .put("url", "https://directory.example/organization/" + company.slug())
        .put("uuid", fiction.uuid());
    profiles
        .put("twitter_url", "https://social.example/" + company.slug())
        .put("professional_network", company.profileUrl());
    record
        .putObject("web_traffic")
        .putObject("domain_traffic")
        .putObject(company.domain())
        .put("monthly_visitors", fiction.number(100, 900_000))
        .put("bounce_rate", fiction.decimal(10, 90));
    record
        .putObject("seo")
        .put("average_organic_rank", fiction.decimal(1, 90))
        .put("monthly_paid_clicks", fiction.number(0, 9_000))
        .put("monthly_organic_clicks", fiction.number(0, 90_000));
    var competitors = record.putObject("competitors");
    competitors.putArray("company_ids").add(otherId(company)).add(otherId(company) + 1);
    competitors.set(
        "websites",
        fiction.strings(2, () -> "https://rival-%d.example".formatted(fiction.number(1, 999))));
    record
        .putObject("employee_reviews")
        .put("overall_rating", fiction.decimal(1, 5))
        .put("review_count", fiction.number(0, 900));
    var people = record.putObject("people");
    people.set("decision_makers", leaders(fiction, "Director of Sales"));
    people.set("founders", leaders(fiction, "Founder"));
    people.set("cxos", leaders(fiction, "Chief Executive Officer"));
    record
        .putObject("software_reviews")
        .put("review_count", fiction.number(0, 900))
        .put("average_rating", fiction.decimal(1, 5));
    record.set("news", news(company, fiction));
    record.putObject("status").put("state", "enriched");
    return record.put("updated_at", fiction.time()).put("indexed_at", fiction.time());
  }

  private static long otherId(SampleCompany company) {
    return company.id() == SampleRecords.FIRST_COMPANY_ID
        ? company.id() + 1
        : SampleRecords.FIRST_COMPANY_ID;
  }

  private static ArrayNode leaders(Fiction fiction, String title) {
    return fiction.objects(
        1,
        () ->
            fiction
                .object()
                .put("name", fiction.some("name.fullName", faker -> faker.name().fullName()))
                .put("title", title));
  }

  private static ArrayNode news(SampleCompany company, Fiction fiction) {
    return fiction.objects(
        fiction.number(1, 3),
        () ->
            fiction
                .object()
                .put(
                    "title",
                    company.name()
                        + " and the "
                        + fiction.some("company.buzzword", faker -> faker.company().buzzword()))
                .put("url", "https://news.example/" + fiction.uuid())
                .put("published_at", fiction.date(2)));
  }
}
