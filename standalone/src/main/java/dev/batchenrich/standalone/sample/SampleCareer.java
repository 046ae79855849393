package dev.batchenrich.standalone.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Where a person works and worked. */
record SampleCareer(SamplePerson person, List<SampleCompany> companies, Fiction fiction) {

  ObjectNode toExperience() {
    var experience = fiction.object();
    var details = experience.putObject("employment_details");
    details.set(
        "current", fiction.objects(1, () -> employment(person.employer(), person.title(), true)));
    details.set(
        "past",
        fiction.objects(
            fiction.chance(12) ? 1 : 0,
            () ->
                employment(
                    fiction.oneOf(companies),
                    fiction.some("job.title", faker -> faker.job().title()),
                    false)));
    return experience;
  }

  private ObjectNode employment(SampleCompany company, String title, boolean isCurrent) {
    var years = fiction.decimal(0, 9);
    var employment =
        fiction
            .object()
            .put("name", company.name())
            .put("title", title)
            .put("description", fiction.words(8))
            .put("employment_type", fiction.oneOf("Full-time", "Part-time", "Contract"))
            .put("start_date", isCurrent ? fiction.date(9) : "2012-05-01")
            .put("end_date", isCurrent ? null : "2015-08-31");
    employment.putObject("location").put("raw", company.country());
    employment
        .put("is_default", isCurrent)
        .put("position_id", fiction.number(1_000_000, 9_999_999))
        .put("professional_network_id", Long.toString(90_000_000 + company.id()))
        .put("crustdata_company_id", company.id())
        .put("company_website_domain", company.domain())
        .put("company_website", company.website())
        .put("company_professional_network_profile_url", company.profileUrl())
        .put("company_headcount_latest", company.headcount())
        .put("company_headcount_range", company.headcountRange());
    employment.set("company_industries", fiction.strings(1, company::industry));
    return employment
        .put("company_type", company.type())
        .put("company_status", "active")
        .put("company_headquarters_country", company.country())
        .put("seniority_level", fiction.oneOf("Entry", "Senior", "Director", "CXO"))
        .put("function_category", fiction.oneOf("Engineering", "Sales", "Operations"))
        .put("years_at_company", years.intValue() < 3 ? "0-3 years" : "3-10 years")
        .put("years_at_company_raw", years)
        .put("business_email_verified", fiction.chance(70));
  }
}
