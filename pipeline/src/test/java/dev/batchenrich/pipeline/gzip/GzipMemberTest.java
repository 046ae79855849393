package dev.batchenrich.pipeline.gzip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMemberTest {

  private static final int HEADER_LENGTH = 10;
  private static final int TRAILER_LENGTH = 8;

  private final Random random = new Random(42);

  @Test
  void noSegmentsMakeAnEmptyFile() throws Exception {
    var file = write(List.of());

    assertThat(unzip(file)).isEmpty();
    assertThat(isOneMember(file)).isTrue();
  }

  @Test
  void segmentsOfNothingAddNothing() throws Exception {
    var file = write(segments(1, List.of(new byte[0], "x\n".getBytes(UTF_8), new byte[0])));

    assertThat(unzip(file)).isEqualTo("x\n".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 9})
  void segmentsOfAnySizeAndKindReadAsTheirContentOneAfterTheOther(int level) throws Exception {
    var pieces = new ArrayList<byte[]>();
    for (var length : new int[] {1, 2, 31, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 1 << 20}) {
      pieces.add(noise(length));
      pieces.add(text(length));
      pieces.add(new byte[length]);
    }

    var file = write(segments(level, pieces));

    assertThat(unzip(file)).isEqualTo(concatenate(pieces));
    assertThat(isOneMember(file)).isTrue();
  }

  @Test
  void noLengthOfAPieceLeavesTheBufferInAStateThatLosesBytes() throws Exception {
    try (var deflater = new SegmentDeflater(1)) {
      for (var length = 32_700; length < 32_800; length++) {
        var piece = noise(length);
        assertThat(unzip(write(List.of(segment(deflater, piece))))).isEqualTo(piece);
      }
    }
  }

  @Test
  void aCrcOfTwoPiecesIsThatOfTheirConcatenation() {
    for (var round = 0; round < 1_000; round++) {
      var first = noise(random.nextInt(5_000));
      var second = noise(random.nextInt(5_000));

      assertThat(Crc32.concatenate(crc(first), crc(second), second.length))
          .isEqualTo(crc(concatenate(List.of(first, second))));
    }
  }

  private static List<Segment> segments(int level, List<byte[]> pieces) {
    try (var deflater = new SegmentDeflater(level)) {
      return pieces.stream().map(piece -> segment(deflater, piece)).toList();
    }
  }

  private static byte[] write(List<Segment> segments) throws IOException {
    var out = new ByteArrayOutputStream();
    GzipMember.write(segments, out);
    return out.toByteArray();
  }

  private static byte[] unzip(byte[] file) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes();
  }

  private static boolean isOneMember(byte[] file) throws DataFormatException {
    var inflater = new Inflater(true);
    inflater.setInput(file, HEADER_LENGTH, file.length - HEADER_LENGTH);
    var sink = new byte[1 << 16];
    while (!inflater.finished() && inflater.inflate(sink) > 0) {}
    var left = inflater.getRemaining();
    inflater.end();
    return left == TRAILER_LENGTH;
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static byte[] concatenate(List<byte[]> pieces) {
    var out = new ByteArrayOutputStream();
    pieces.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private byte[] noise(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] text(int length) {
    var bytes = new byte[length];
    for (var i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(4));
    }
    return bytes;
  }

  private static Segment segment(SegmentDeflater deflater, byte[] piece) {
    deflater.add(piece, piece.length);
    return deflater.end();
  }
}
