package dev.batchenrich.benchmark.micro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.pipeline.gzip.GzipMember;
import dev.batchenrich.pipeline.gzip.Segment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Each part does what it is to measure. */
class PartsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aSubmissionIsReadWithAllItsIdentifiers() {
    var part = new ReadingSubmissions();

    assertThat(part.emails).hasSize(10_000).doesNotHaveDuplicates();
    assertThat(part.read().identifiers()).isEqualTo(part.emails);
  }

  @Test
  void aChunkIsWrittenAndRead() {
    var part = new CodingChunks();

    assertThat(part.chunk.identifiers()).isEqualTo(Sample.emails());
    assertThat(part.read()).isEqualTo(part.chunk);
    assertThat(Json.read(part.write(), Chunk.class)).isEqualTo(part.chunk);
  }

  @Test
  void identifiersOfEachTypeAreNormalised() {
    var part = new NormalisingIdentifiers();

    assertThat(part.emails()).containsExactlyElementsOf(Sample.emails());
    assertThat(part.personUrls()).contains("tarsha-walsh").doesNotContainNull();
    assertThat(part.companyIds())
        .containsExactlyElementsOf(Sample.at(Sample.companies(), "/crustdata_company_id"));
    assertThat(part.domains())
        .containsExactlyElementsOf(Sample.at(Sample.companies(), "/basic_info/primary_domain"));
    assertThat(part.companyUrls()).doesNotContainNull().noneMatch(slug -> slug.contains("/"));
    assertThat(part.names())
        .doesNotContainNull()
        .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
  }

  @Test
  void whatIsSelectedIsWritten() throws IOException {
    var part = new SelectingFields();

    assertThat(values(part.allFamilies())).isEqualTo(people());
    assertThat(values(part.defaults())).isEqualTo(defaultsOf(people()));
    assertThat(values(part.aFewLeaves()))
        .extracting(each -> each.at("/contact").toString())
        .isEqualTo(
            Sample.emails().stream()
                .map("{\"business_emails\":[{\"email\":\"%s\"}]}"::formatted)
                .toList());
  }

  @Test
  void linesHoldTheIdentifierAndTheRecord() throws IOException {
    var part = new WritingLines();

    assertThat(values(part.defaults()))
        .extracting(each -> each.at("/data"))
        .isEqualTo(defaultsOf(people()));
    assertThat(values(part.allFamilies())).extracting(each -> each.at("/data")).isEqualTo(people());
    assertThat(values(part.allFamilies()))
        .extracting(each -> each.at("/original_identifier").asText())
        .isEqualTo(Sample.emails());
  }

  @Test
  void whatIsDeflatedInflatesToTheLines() throws IOException {
    var lines = new WritingLines().defaults().toString(UTF_8);
    var part = new Deflating();

    for (var segment : List.of(part.ours(), part.ours(), part.jdk1(), part.jdk3(), part.jdk6())) {
      assertThat(inflated(segment)).isEqualTo(lines);
    }
    part.close();
  }

  @Test
  void joinedSegmentsInflateToAllTheirLines() throws IOException {
    var lines = new WritingLines().defaults().toString(UTF_8);

    assertThat(inflated(new JoiningSegments().join()))
        .isEqualTo(lines.repeat(JoiningSegments.COUNT));
  }

  private static List<JsonNode> values(ByteArrayOutputStream json) throws IOException {
    try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(json.toByteArray())) {
      return values.readAll();
    }
  }

  /** As they are read: numbers that are written alike are equal. */
  private static List<ObjectNode> people() throws IOException {
    var people = new ArrayList<ObjectNode>();
    for (var each : Sample.people()) {
      people.add(JSON.readValue(each.toString(), ObjectNode.class));
    }
    return people;
  }

  private static List<ObjectNode> defaultsOf(List<ObjectNode> people) {
    return people.stream()
        .map(
            each ->
                each.deepCopy().retain("crustdata_person_id", "basic_profile", "social_handles"))
        .toList();
  }

  private static String inflated(Segment segment) throws IOException {
    var file = new ByteArrayOutputStream();
    GzipMember.write(List.of(segment), file);
    return inflated(file);
  }

  private static String inflated(ByteArrayOutputStream file) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(file.toByteArray()))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
