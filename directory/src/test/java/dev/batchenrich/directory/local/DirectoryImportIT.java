package dev.batchenrich.directory.local;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static dev.batchenrich.contract.IdentifierType.BUSINESS_EMAILS;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.directory.DirectoryContract.ids;
import static dev.batchenrich.directory.ImportedDirectoryContract.company;
import static dev.batchenrich.directory.ImportedDirectoryContract.person;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.directory.dump.BadLine;
import dev.batchenrich.directory.dump.ImportSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryImportIT {

  @TempDir Path temporary;
  private Path folder;
  private final List<BadLine> badLines = new ArrayList<>();

  @BeforeEach
  void setFolder() {
    folder = temporary.resolve("some/new/folder");
  }

  @Test
  void tellsPeopleFromCompaniesByTheIdAtTheTopLevel() throws Exception {
    var employed =
        """
        {"contact":{"business_emails":[{"crustdata_company_id":7,"email":"a@x.example"}]},\
        "crustdata_person_id":1}""";
    var summary = importing(dump(employed, company(7, "X", 1)));

    assertThat(summary).isEqualTo(new ImportSummary(1, 1, 0));
    try (var directory = new LocalDirectory(folder)) {
      assertThat(ids(directory, PERSON, BUSINESS_EMAILS, "a@x.example")).containsExactly(1L);
      assertThat(ids(directory, COMPANY, NAMES, "x")).containsExactly(7L);
    }
  }

  @Test
  void readsGzipWhateverItsNameAndAllOfItsMembers() throws Exception {
    var lines = company(1, "One", 1) + "\n" + company(2, "Two", 1) + "\n" + company(3, "Three", 1);
    var first = gzip(lines.substring(0, 100));
    var second = gzip(lines.substring(100));
    var file = temporary.resolve("dump.txt");
    Files.write(file, first);
    Files.write(file, second, StandardOpenOption.APPEND);

    assertThat(importing(file)).isEqualTo(new ImportSummary(0, 3, 0));
    try (var directory = new LocalDirectory(folder)) {
      assertThat(ids(directory, COMPANY, NAMES, "one", "two", "three")).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void takesLinesWithAnyEndAndSkipsBlankOnes() throws Exception {
    var file = temporary.resolve("dump.jsonl");
    Files.writeString(
        file, "\uFEFF" + company(1, "One", 1) + "\r\n\r\n \t\n\n" + company(2, "Two", 1));

    assertThat(importing(file)).isEqualTo(new ImportSummary(0, 2, 0));
    assertThat(badLines).isEmpty();
  }

  @Test
  void takesLinesOfAlmostAMebibyte() throws Exception {
    var description = "é".repeat(500_000);
    var large =
        """
        {"crustdata_company_id":1,"basic_info":{"name":"Large","description":"%s"}}"""
            .formatted(description);

    assertThat(importing(dump(large, company(2, "Small", 1))))
        .isEqualTo(new ImportSummary(0, 2, 0));
    try (var directory = new LocalDirectory(folder)) {
      assertThat(ids(directory, COMPANY, NAMES, "large", "small")).containsExactly(1L, 2L);
    }
  }

  @Test
  void refusesALineThatIsTooLongAndGoesOn() throws Exception {
    var file = temporary.resolve("dump.jsonl");
    try (var out = Files.newBufferedWriter(file)) {
      var mebibyte = "x".repeat(1 << 20);
      for (var i = 0; i < 2; i++) {
        out.write(mebibyte);
      }
      out.write("\n" + company(2, "Two", 1) + "\n");
    }

    assertThat(importing(file)).isEqualTo(new ImportSummary(0, 1, 1));
    assertThat(badLines).containsExactly(new BadLine(file, 1, "longer than 1 MiB"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense                                              | not JSON
          {"crustdata_company_id":1                             | not JSON
          {"crustdata_company_id":1} {}                         | more than one JSON value
          []                                                    | not a JSON object
          "text"                                                | not a JSON object
          {}                                                    | has neither
          {"basic_info":{"crustdata_company_id":1}}             | has neither
          {"crustdata_company_id":1,"crustdata_person_id":1}    | has both
          {"crustdata_company_id":0}                            | must be a positive integer, is 0
          {"crustdata_company_id":-3}                           | must be a positive integer, is -3
          {"crustdata_company_id":1.0}                          | must be a positive integer, is 1.0
          {"crustdata_company_id":"1"}                          | must be a positive integer, is 1
          {"crustdata_company_id":null}                         | must be a positive integer, is null
          {"crustdata_company_id":9223372036854775808}          | must be a positive integer, is 9223372036854775808
          {"crustdata_company_id":1,"crustdata_company_id":1}   | Duplicate field
          {"crustdata_company_id":1,"news":[01]}                | not JSON
          """)
  void reportsABadLineAndGoesOn(String line, String reason) throws Exception {
    var file = dump(company(1, "One", 1), "", line, company(2, "Two", 1));

    assertThat(importing(file)).isEqualTo(new ImportSummary(0, 2, 1));
    assertThat(badLines)
        .singleElement()
        .satisfies(bad -> assertThat(bad.toString()).startsWith(file + ":3: ").contains(reason));
  }

  @Test
  void reportsInvalidUtf8() throws Exception {
    var file = temporary.resolve("dump.jsonl");
    Files.write(file, "{\"crustdata_company_id\":1,\"x\":\"\u00ff\"}".getBytes(ISO_8859_1));

    assertThat(importing(file)).isEqualTo(new ImportSummary(0, 0, 1));
    assertThat(badLines).containsExactly(new BadLine(file, 1, "not valid UTF-8"));
  }

  @Test
  void replacesARecordWithItsIdentifiers() throws Exception {
    importing(dump(person(1, "old@x.example"), person(2, "both@x.example")));
    importing(dump(person(1, "both@x.example"), person(3, "new@x.example")));

    try (var directory = new LocalDirectory(folder)) {
      assertThat(
              ids(
                  directory,
                  PERSON,
                  BUSINESS_EMAILS,
                  "old@x.example",
                  "both@x.example",
                  "new@x.example"))
          .containsExactly(null, 1L, 3L);
    }
    importing(dump(person(1, "other@x.example")));
    try (var directory = new LocalDirectory(folder)) {
      assertThat(ids(directory, PERSON, BUSINESS_EMAILS, "both@x.example", "other@x.example"))
          .containsExactly(2L, 1L);
    }
  }

  @Test
  void ofTwoLinesWithOneIdTheLaterCounts() throws Exception {
    importing(dump(company(1, "First", 1), company(1, "Second", 1)), dump(company(1, "Third", 1)));

    try (var directory = new LocalDirectory(folder)) {
      assertThat(ids(directory, COMPANY, NAMES, "first", "second", "third"))
          .containsExactly(null, null, 1L);
    }
  }

  @Test
  void strictABadLineLeavesTheFolderAsItWas() throws Exception {
    importing(dump(company(1, "One", 1)));
    var file = dump(company(2, "Two", 1), "nonsense");

    assertThatThrownBy(() -> new DirectoryImport(folder, List.of(file), true).run(badLines::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ":2: not JSON")
        .hasMessageEndingWith("; nothing was imported");
    assertHoldsOnlyOne();
  }

  @Test
  void aBrokenGzipFileLeavesTheFolderAsItWas() throws Exception {
    importing(dump(company(1, "One", 1)));
    var whole = gzip(company(2, "Two", 1));
    var file = Files.write(temporary.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 9));

    assertThatThrownBy(() -> importing(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " cannot be read: ");
    assertHoldsOnlyOne();
  }

  @Test
  void whatAKilledImportLeftIsNoHindrance() throws Exception {
    importing(dump(company(1, "One", 1)));
    Files.writeString(folder.resolve("records.mdb.importing"), "half of a store");

    assertHoldsOnlyOne();
    importing(dump(company(2, "Two", 1)));
    try (var directory = new LocalDirectory(folder)) {
      assertThat(ids(directory, COMPANY, NAMES, "one", "two")).containsExactly(1L, 2L);
    }
    assertThat(folder.resolve("records.mdb.importing")).doesNotExist();
  }

  @Test
  void onlyOneImportRunsAtATime() throws Exception {
    importing(dump(company(1, "One", 1)));
    try (var channel = FileChannel.open(folder.resolve("import.lock"), StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> importing(dump(company(2, "Two", 1))))
          .isInstanceOf(IOException.class)
          .hasMessage("another import into %s is running", folder);
    }
  }

  @Test
  void aDumpThatIsMissingOrAFolderIsNamed() {
    assertThatThrownBy(() -> importing(temporary.resolve("none.jsonl")))
        .isInstanceOf(IOException.class)
        .hasMessage(temporary.resolve("none.jsonl") + " does not exist");
    assertThatThrownBy(() -> importing(temporary))
        .isInstanceOf(IOException.class)
        .hasMessage(temporary + " is a folder, not a dump");
    assertThatThrownBy(() -> importing()).isInstanceOf(IllegalArgumentException.class);
    assertThat(folder).doesNotExist();
  }

  @Test
  void aFolderThatHoldsSomethingElseIsLeftAlone() throws Exception {
    var file = dump(company(1, "One", 1));
    folder = temporary;
    assertThatThrownBy(() -> importing(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds other files (" + file.getFileName() + ")");
    folder = file;
    assertThatThrownBy(() -> importing(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " is not a folder");
  }

  @Test
  void importsMoreThanOneBlockAndTransaction() throws Exception {
    var file = temporary.resolve("many.jsonl");
    var description = "x".repeat(6_000);
    try (var out = Files.newBufferedWriter(file)) {
      for (var id = 1; id <= 17_000; id++) {
        out.write(
            """
            {"crustdata_company_id":%d,"basic_info":{"name":"N%d","description":"%s"}}
            """
                .formatted(id, id, description));
      }
    }
    assertThat(importing(file)).isEqualTo(new ImportSummary(0, 17_000, 0));
    try (var directory = new LocalDirectory(folder)) {
      var wanted =
          LongStream.rangeClosed(1, 17_000).mapToObj(Long::toString).toArray(String[]::new);
      assertThat(ids(directory, COMPANY, COMPANY_IDS, wanted)).doesNotContainNull();
    }
  }

  private void assertHoldsOnlyOne() throws IOException {
    try (var directory = new LocalDirectory(folder)) {
      assertThat(ids(directory, COMPANY, NAMES, "one", "two")).containsExactly(1L, null);
    }
  }

  private ImportSummary importing(Path... dumps) throws IOException {
    return new DirectoryImport(folder, List.of(dumps), false).run(badLines::add);
  }

  private Path dump(String... lines) throws IOException {
    return Files.write(Files.createTempFile(temporary, "dump", ".jsonl"), List.of(lines));
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
