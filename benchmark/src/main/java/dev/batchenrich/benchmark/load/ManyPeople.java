package dev.batchenrich.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.standalone.sample.SampleRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The people of the sample, many times over: each copy has ids and addresses of its own. */
public final class ManyPeople {

  private static final String ID = "\"crustdata_person_id\":";

  private final List<String> sample;
  private final List<String> emails;

  public ManyPeople() throws IOException {
    var records = new SampleRecords().people();
    var bytes = new ByteArrayOutputStream();
    SampleRecords.write(records, bytes);
    sample = bytes.toString(UTF_8).lines().toList();
    emails =
        records.stream().map(each -> each.at("/contact/business_emails/0/email").asText()).toList();
  }

  public void write(Path dump, int people) throws IOException {
    try (var out = Files.newBufferedWriter(dump)) {
      for (var i = 0; i < people; i++) {
        var each = i % sample.size();
        var slug = "/in/p%d-".formatted(i);
        out.write(
            sample
                .get(each)
                .replaceFirst(ID + "\\d+", ID + (i + 1))
                .replaceFirst("/in/", slug)
                .replace('"' + emails.get(each) + '"', '"' + email(i) + '"'));
        out.newLine();
      }
    }
  }

  /** The address of the person at {@code index}, from 0. */
  public String email(int index) {
    return "p%d.%s".formatted(index, emails.get(index % sample.size()));
  }
}
