package dev.batchenrich.standalone.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.standalone.CannotGoOn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinedResultsTest {

  private static final int HEADER = 10;
  private static final int TRAILER = 8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void theLinesOfAllFilesFollowEachOtherInOneMember() throws Exception {
    var files = List.of(file(1, "{\"a\":1}\n{\"a\":2}\n"), file(2, ""), file(3, "{\"a\":3}\n"));

    assertThat(JoinedResults.join(files, out)).isEqualTo(3);

    assertThat(onlyMember(out.toByteArray())).isEqualTo("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
  }

  @Test
  void nothingFoundIsAnEmptyFileThatIsGzipAllTheSame() throws Exception {
    assertThat(JoinedResults.join(List.of(file(1, "")), out)).isZero();

    assertThat(onlyMember(out.toByteArray())).isEmpty();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    var whole = file(1, "{\"a\":1}\n");
    var cut = folder.resolve("cut");
    var bytes = Files.readAllBytes(whole);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 9));

    assertThatThrownBy(() -> JoinedResults.join(List.of(whole, cut), out))
        .isInstanceOf(CannotGoOn.class)
        .hasMessageStartingWith(cut + " is damaged");
  }

  private Path file(int number, String content) throws IOException {
    var file = folder.resolve(number + ".gz");
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(content.getBytes(UTF_8));
    }
    return file;
  }

  /** Inflates the first deflate stream, which nothing but its trailer may follow. */
  private static String onlyMember(byte[] gzip) throws DataFormatException {
    var inflater = new Inflater(true);
    inflater.setInput(gzip, HEADER, gzip.length - HEADER);
    var content = new byte[1_000];
    var length = inflater.inflate(content);
    assertThat(inflater.finished()).isTrue();
    assertThat(inflater.getRemaining()).isEqualTo(TRAILER);
    inflater.end();
    return new String(content, 0, length, UTF_8);
  }
}
