package dev.batchenrich.standalone.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.identifier.Identifiers;
import java.util.Locale;

/** A company that does not exist, and what people who work there say of it. */
record SampleCompany(
    long id, String name, String slug, String industry, int headcount, String country) {

  private static final String[] TYPES = {"Privately Held", "Public Company", "Partnership"};

  static SampleCompany of(long id, Fiction fiction) {
    var name = fiction.once(faker -> faker.company().name());
    while (!fiction.isNew("name", normalised(name))) {
      name = fiction.once(faker -> faker.company().name());
    }
    return new SampleCompany(
        id,
        name,
        fiction.uniqueSlug("company", name),
        fiction.some("company.industry", faker -> faker.company().industry()),
        fiction.number(2, fiction.chance(10) ? 20_000 : 800),
        fiction
            .some("country.countryCode3", faker -> faker.country().countryCode3())
            .toUpperCase(Locale.ROOT));
  }

  private static String normalised(String name) {
    return String.valueOf(Identifiers.normalise(Entity.COMPANY, IdentifierType.NAMES, name));
  }

  String domain() {
    return slug + ".example";
  }

  String website() {
    return "https://www." + domain();
  }

  String profileUrl() {
    return "https://www.linkedin.com/company/" + slug;
  }

  String type() {
    return TYPES[(int) (id % TYPES.length)];
  }

  String headcountRange() {
    return headcount <= 10
        ? "1-10"
        : headcount <= 200 ? "11-200" : headcount <= 1_000 ? "201-1000" : "1001+";
  }

  /** The record, in the order of the catalogue. */
  ObjectNode toRecord(Fiction fiction) {
    var record = fiction.object().put("crustdata_company_id", id);
    record.set("basic_info", basicInfo(fiction));
    record.set("headcount", headcount(fiction));
    record.set("funding", funding(fiction));
    record.set("revenue", revenue(fiction));
    record.set("hiring", hiring(fiction));
    record.set("locations", locations(fiction));
    record.set("taxonomy", taxonomy(fiction));
    record.set("followers", followers(fiction));
    return SampleCompanyPresence.addTo(record, this, fiction);
  }

  private ObjectNode basicInfo(Fiction fiction) {
    var info =
        fiction
            .object()
            .put("crustdata_company_id", id)
            .put("name", name)
            .put("primary_domain", domain());
    info.set("all_domains", fiction.strings(1, this::domain).add("shop." + domain()));
    info.put("website", website())
        .put("professional_network_url", profileUrl())
        .put("professional_network_id", Long.toString(90_000_000 + id))
        .put("profile_name", name)
        .put("logo_permalink", "https://images.example/companies/%d.png".formatted(id))
        .put(
            "description",
            fiction.some("company.catchPhrase", faker -> faker.company().catchPhrase())
                + ". "
                + fiction.words(30))
        .put("company_type", type())
        .put("year_founded", fiction.number(1950, 2024))
        .put("employee_count_range", headcountRange());
    info.set(
        "markets",
        fiction.strings(
            2, () -> fiction.some("company.buzzword", faker -> faker.company().buzzword())));
    info.set("industries", fiction.strings(1, () -> industry));
    return info.put("status", "active");
  }

  private ObjectNode headcount(Fiction fiction) {
    var node = fiction.object().put("total", headcount).put("largest_headcount_country", country);
    var percent = node.putObject("growth_percent");
    var absolute = node.putObject("growth_absolute");
    for (var months : new String[] {"1m", "3m", "6m", "12m"}) {
      percent.put(months, fiction.decimal(-10, 40));
      absolute.put(months, fiction.number(-9, 90));
    }
    node.putObject("by_role_absolute")
        .put("engineering", headcount / 2)
        .put("sales", headcount / 5);
    node.putObject("by_role_percent").put("engineering", 50).put("sales", 20);
    node.putObject("by_region_absolute").put(country, headcount);
    node.putObject("by_skill_absolute")
        .put(fiction.some("job.keySkills", faker -> faker.job().keySkills()), headcount / 3);
    node.set("timeseries", series(fiction, "employee_count", headcount));
    return node;
  }

  private ObjectNode funding(Fiction fiction) {
    var node =
        fiction
            .object()
            .put("total_investment_usd", fiction.number(1, 900) * 100_000)
            .put("last_round_amount_usd", fiction.number(1, 90) * 100_000)
            .put("last_round_type", fiction.oneOf("seed", "series_a", "series_b"))
            .put("last_fundraise_date", fiction.date(5));
    node.set("investors", fiction.strings(2, () -> investor(fiction)));
    node.set(
        "milestones",
        fiction.objects(
            fiction.number(1, 3),
            () -> {
              var round = fiction.object().put("date", fiction.date(9));
              round.put("amount_usd", fiction.number(1, 90) * 100_000).put("round", "seed");
              round.set("investors", fiction.strings(2, () -> investor(fiction)));
              round.set("lead_investors", fiction.strings(1, () -> investor(fiction)));
              return round;
            }));
    node.set("acquisitions", names(fiction));
    node.set("acquired_by", names(fiction));
    return node;
  }

  private static ArrayNode names(Fiction fiction) {
    return fiction.objects(1, () -> fiction.object().put("name", investor(fiction)));
  }

  private static String investor(Fiction fiction) {
    return fiction.some("name.lastName", faker -> faker.name().lastName()) + " Capital";
  }

  private ObjectNode revenue(Fiction fiction) {
    var node = fiction.object();
    var estimated = node.putObject("estimated").put("lower_bound_usd", headcount * 50_000L);
    estimated.put("upper_bound_usd", headcount * 200_000L);
    estimated.set("timeseries", series(fiction, "lower_bound_usd", headcount * 50_000));
    var markets = node.putObject("public_markets").put("ipo_date", fiction.date(20));
    markets.set(
        "stock_symbols", fiction.strings(1, () -> slug.substring(0, 3).toUpperCase(Locale.ROOT)));
    markets.put("fiscal_year_end", "12-31");
    return node.put("acquisition_status", fiction.oneOf("independent", "acquired"));
  }

  private ObjectNode hiring(Fiction fiction) {
    var openings = fiction.number(0, 60);
    var node =
        fiction
            .object()
            .put("openings_count", openings)
            .put("openings_growth_percent", fiction.decimal(-20, 60))
            .put(
                "recent_titles_csv",
                String.join(
                    ",", fiction.some("job.title", faker -> faker.job().title()), "Analyst"));
    node.set("open_jobs_timeseries", series(fiction, "count", openings));
    node.set(
        "recent_openings",
        fiction.objects(
            2,
            () ->
                fiction
                    .object()
                    .put("title", fiction.some("job.title", faker -> faker.job().title()))
                    .put("location", fiction.some("address.city", faker -> faker.address().city()))
                    .put("posted_date", fiction.date(1))
                    .put("job_url", website() + "/jobs/" + fiction.number(1, 9_999))
                    .put("function", fiction.some("job.field", faker -> faker.job().field()))));
    return node;
  }

  private ObjectNode locations(Fiction fiction) {
    var city = fiction.some("address.city", faker -> faker.address().city());
    var node =
        fiction
            .object()
            .put("country", country)
            .put("headquarters", city + ", " + country)
            .put("street_address", street(fiction))
            .put("state", fiction.some("address.state", faker -> faker.address().state()))
            .put("city", city);
    node.set("all_office_addresses", fiction.strings(2, () -> street(fiction) + ", " + city));
    return node;
  }

  private static String street(Fiction fiction) {
    return fiction.some("address.streetAddress", faker -> faker.address().streetAddress());
  }

  private ObjectNode taxonomy(Fiction fiction) {
    var node = fiction.object().put("professional_network_industry", industry);
    node.set("professional_network_industries", fiction.strings(1, () -> industry));
    node.set(
        "professional_network_specialities",
        fiction.strings(
            3, () -> fiction.some("company.buzzword", faker -> faker.company().buzzword())));
    node.set(
        "categories",
        fiction.strings(
            2, () -> fiction.some("company.profession", faker -> faker.company().profession())));
    node.putObject("primary_naics_detail").put("code", "541512").put("sector", industry);
    node.putArray("sic_detail_list").addObject().put("code", "7371").put("industry", industry);
    return node;
  }

  private static ObjectNode followers(Fiction fiction) {
    var count = fiction.number(50, 90_000);
    var node =
        fiction
            .object()
            .put("count", count)
            .put("mom_percent", fiction.decimal(-2, 5))
            .put("qoq_percent", fiction.decimal(-4, 12))
            .put("six_months_growth_percent", fiction.decimal(-6, 25))
            .put("yoy_percent", fiction.decimal(-9, 60));
    node.set("timeseries", series(fiction, "follower_count", count));
    return node;
  }

  /** Three months that end with {@code latest}. */
  private static ArrayNode series(Fiction fiction, String value, int latest) {
    var list = fiction.objects(0, fiction::object);
    for (var before = 2; before >= 0; before--) {
      list.addObject()
          .put("date", fiction.month(before))
          .put(value, Math.max(0, latest - before * fiction.number(0, 5)));
    }
    return list;
  }
}
