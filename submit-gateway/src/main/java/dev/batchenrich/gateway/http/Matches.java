package dev.batchenrich.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.FieldSelection;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.gateway.intake.Submission;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an identifier matches, as answers list it: at most one record, because a directory gives no
 * second choice, and hence beyond doubt.
 */
record Matches(String matchedOn, String matchType, List<Match> matches) {

  /** One of the two is there: the record as a line of a results file would hold it. */
  record Match(
      double confidenceScore,
      @JsonRawValue @Nullable String personData,
      @JsonRawValue @Nullable String companyData) {}

  /** A list of one entry for each identifier, in their order. */
  static byte[] json(Submission asked, List<@Nullable EntityRecord> records) {
    var selection = new FieldSelection(asked.entity(), asked.fields());
    var list = new ByteArrayOutputStream();
    list.write('[');
    for (var i = 0; i < records.size(); i++) {
      if (i > 0) {
        list.write(',');
      }
      list.writeBytes(
          Json.write(
              new Matches(
                  asked.identifiers().get(i),
                  asked.identifierType().singular(),
                  matches(asked.entity(), records.get(i), selection))));
    }
    list.write(']');
    return list.toByteArray();
  }

  private static List<Match> matches(
      Entity entity, @Nullable EntityRecord record, FieldSelection selection) {
    if (record == null) {
      return List.of();
    }
    var selected = new ByteArrayOutputStream();
    selection.write(record, selected);
    var data = selected.toString(UTF_8);
    return List.of(
        switch (entity) {
          case PERSON -> new Match(1.0, data, null);
          case COMPANY -> new Match(1.0, null, data);
        });
  }
}
