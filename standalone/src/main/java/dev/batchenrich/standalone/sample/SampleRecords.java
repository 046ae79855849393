package dev.batchenrich.standalone.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * 2,000 people and 500 companies that do not exist, with every field that can be selected. They are
 * the same, byte by byte, in every run and on every machine. Addresses and web sites are in domains
 * that are reserved for examples.
 */
public final class SampleRecords {

  public static final int PEOPLE = 2_000;
  public static final int COMPANIES = 500;

  static final long FIRST_PERSON_ID = 1_000_001;
  static final long FIRST_COMPANY_ID = 500_001;

  private static final long SEED = 20_251_101;
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build()
          .writer();

  private final List<ObjectNode> companies;
  private final List<ObjectNode> people;

  public SampleRecords() {
    var fiction = new Fiction(SEED);
    var employers =
        LongStream.range(FIRST_COMPANY_ID, FIRST_COMPANY_ID + COMPANIES)
            .mapToObj(id -> SampleCompany.of(id, fiction))
            .toList();
    companies = employers.stream().map(company -> company.toRecord(fiction)).toList();
    people =
        LongStream.range(FIRST_PERSON_ID, FIRST_PERSON_ID + PEOPLE)
            .mapToObj(id -> SamplePerson.of(id, employers, fiction).toRecord(employers, fiction))
            .toList();
  }

  /** The records of all companies; not to be changed. */
  public List<ObjectNode> companies() {
    return companies;
  }

  /** The records of all people; not to be changed. */
  public List<ObjectNode> people() {
    return people;
  }

  /** Writes {@code people.jsonl} and {@code companies.jsonl} into {@code folder}. */
  public List<Path> writeTo(Path folder) throws IOException {
    var peopleFile = folder.resolve("people.jsonl");
    var companiesFile = folder.resolve("companies.jsonl");
    try (var out = Files.newOutputStream(peopleFile)) {
      write(people, out);
    }
    try (var out = Files.newOutputStream(companiesFile)) {
      write(companies, out);
    }
    return List.of(peopleFile, companiesFile);
  }

  /** Writes {@code records} as lines of JSON; leaves {@code out} open. */
  public static void write(List<ObjectNode> records, OutputStream out) throws IOException {
    try (var lines = JSON.withRootValueSeparator("\n").writeValues(out)) {
      lines.writeAll(records);
    }
    out.write('\n');
  }
}
