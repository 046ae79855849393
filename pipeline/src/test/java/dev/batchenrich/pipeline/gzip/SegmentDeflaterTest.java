package dev.batchenrich.pipeline.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class SegmentDeflaterTest {

  private final Pieces pieces = new Pieces(7);

  @Test
  void everyPieceReadsAsItWasWhateverItsKindAndLength() throws Exception {
    try (var deflater = new SegmentDeflater(1)) {
      for (var round = 0; round < 3_000; round++) {
        var length = round < 500 ? round : pieces.length(20_000);
        for (var piece : pieces.ofAllKinds(length)) {
          deflater.add(piece, length);
          assertThat(read(deflater.end())).isEqualTo(piece);
        }
      }
    }
  }

  @Test
  void piecesThatIsalCannotDoStandAmongThoseThatItDoes() throws Exception {
    try (var deflater = new SegmentDeflater(1)) {
      for (var round = 0; round < 300; round++) {
        var content = new ByteArrayOutputStream();
        for (var i = pieces.below(12); i > 0; i--) {
          // Noise, which becomes a stored block, comes twice, so that it could be referred to.
          var noise = pieces.noise(pieces.length(10_000));
          for (var piece : List.of(noise, pieces.jsonLines(pieces.length(40_000)), noise)) {
            deflater.add(piece, piece.length);
            content.writeBytes(piece);
          }
        }
        assertThat(read(deflater.end())).isEqualTo(content.toByteArray());
      }
    }
  }

  @Test
  void largePiecesReadAsTheyWereThoughIsalMakesSeveralBlocksOfThem() throws Exception {
    try (var deflater = new SegmentDeflater(1)) {
      for (var length : new int[] {100_000, 260_000, 1_000_000, 5_000_000}) {
        for (var piece : pieces.ofAllKinds(length)) {
          deflater.add(piece, piece.length);
          assertThat(read(deflater.end())).isEqualTo(piece);
        }
      }
    }
  }

  @Test
  void onlyThePartOfAPieceThatCountsIsAdded() throws Exception {
    try (var deflater = new SegmentDeflater(1)) {
      var piece = pieces.jsonLines(10_000);

      deflater.add(piece, 4_000);

      assertThat(read(deflater.end())).isEqualTo(Arrays.copyOf(piece, 4_000));
    }
  }

  @Test
  void ordinaryLinesAreDoneByIsalWhereItRuns() {
    assumeTrue(IsalDeflater.isAvailable());
    try (var deflater = new SegmentDeflater(1)) {
      for (var length = 1_000; length <= 330_000; length += 1_000) {
        deflater.add(pieces.jsonLines(length), length);
        deflater.end();
      }

      assertThat(deflater.piecesByIsal()).isEqualTo(330);
      assertThat(deflater.piecesByJdk()).isZero();
    }
  }

  @Test
  void isalRunsOnLinuxOnX86() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assumeTrue(System.getProperty("os.arch").equals("amd64"));

    assertThat(IsalDeflater.isAvailable()).isTrue();
  }

  @Test
  void otherLevelsThanTheFastestAreTheJdks() {
    try (var deflater = new SegmentDeflater(2)) {
      deflater.add(pieces.jsonLines(10_000), 10_000);

      assertThat(deflater.piecesByIsal()).isZero();
      assertThat(deflater.piecesByJdk()).isEqualTo(1);
    }
  }

  private static byte[] read(Segment segment) throws IOException {
    var file = new ByteArrayOutputStream();
    GzipMember.write(List.of(segment), file);
    return new GZIPInputStream(new ByteArrayInputStream(file.toByteArray())).readAllBytes();
  }
}
