package dev.batchenrich.pipeline.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplicedBlockTest {

  /** A final block with fixed codes and nothing in it. */
  private static final byte[] FINAL_BLOCK = {3, 0};

  private final Pieces pieces = new Pieces(11);

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 9})
  void aStreamThatIsSplicedReadsTheSameAndCanBeFollowedByOthers(int level) throws Exception {
    var spliced = 0;
    for (var round = 0; round < 1_000; round++) {
      for (var piece : pieces.ofAllKinds(pieces.length(16_000))) {
        var stream = deflate(piece, level, Deflater.DEFAULT_STRATEGY);
        var out = new ByteArrayOutputStream();
        if (SplicedBlock.append(stream, stream.length, out)) {
          spliced++;
          var again = deflate(piece, level, Deflater.DEFAULT_STRATEGY);
          assertThat(SplicedBlock.append(again, again.length, out)).isTrue();
          out.writeBytes(FINAL_BLOCK);
          assertThat(inflate(out.toByteArray())).isEqualTo(concatenate(piece, piece));
        } else {
          assertThat(out.size()).isZero();
        }
      }
    }
    assertThat(spliced).isGreaterThan(3_000);
  }

  @Test
  void everyBitInTheLastByteCanBeTheBlocksLast() throws Exception {
    var lengths = new int[8];
    for (var round = 0; round < 200; round++) {
      var piece = pieces.jsonLines(1_000 + round);
      var stream = deflate(piece, 6, Deflater.DEFAULT_STRATEGY);
      var out = new ByteArrayOutputStream();
      assertThat(SplicedBlock.append(stream, stream.length, out)).isTrue();
      lengths[out.size() - stream.length]++;
      out.writeBytes(FINAL_BLOCK);
      assertThat(inflate(out.toByteArray())).isEqualTo(piece);
    }

    // An empty stored block takes four bytes, and one more if its header does not fit in before.
    assertThat(lengths[4] + lengths[5]).isEqualTo(200);
    assertThat(lengths[4]).isBetween(75, 175);
  }

  @Test
  void streamsOfStoredOrFixedBlocksAreRefused() {
    var piece = pieces.jsonLines(5_000);

    assertRefused(deflate(piece, 0, Deflater.DEFAULT_STRATEGY));
    assertRefused(deflate(new byte[0], 6, Deflater.DEFAULT_STRATEGY));
    assertRefused(deflate(new byte[] {'a'}, 6, Deflater.DEFAULT_STRATEGY));
  }

  @Test
  void streamsOfSeveralBlocksAreRefused() {
    assertRefused(deflate(pieces.jsonLines(500_000), 1, Deflater.DEFAULT_STRATEGY));
    assertRefused(deflate(pieces.noise(500_000), 1, Deflater.HUFFMAN_ONLY));
  }

  @Test
  void streamsWithoutAnEndAreRefused() {
    assertRefused(new byte[0]);
    for (var first = 0; first < 256; first++) {
      assertRefused(new byte[] {(byte) first});
    }
    // One block with codes of its own, as its first bits say, and then nothing but zeros or ones.
    for (var length = 1; length < 400; length++) {
      var zeros = new byte[length];
      zeros[0] = 5;
      assertRefused(zeros);
      var ones = new byte[length];
      Arrays.fill(ones, (byte) 0xff);
      ones[0] = 5;
      assertRefused(ones);
    }
  }

  @Test
  void aDamagedHeaderNeverMakesASegmentThatReadsOtherwiseThanTheStream() throws Exception {
    var spliced = 0;
    for (var round = 0; round < 20_000; round++) {
      var stream = deflate(pieces.jsonLines(200 + pieces.length(2_000)), 6, 0);
      for (var flips = 1 + pieces.below(3); flips > 0; flips--) {
        stream[pieces.below(Math.min(80, stream.length))] ^= (byte) (1 << pieces.below(8));
      }
      var expected = inflate(stream);
      var out = new ByteArrayOutputStream();
      if (SplicedBlock.append(stream, stream.length, out) && expected != null) {
        spliced++;
        out.writeBytes(FINAL_BLOCK);
        assertThat(inflate(out.toByteArray())).isEqualTo(expected);
      }
    }
    assertThat(spliced).isPositive();
  }

  @Test
  void noBytesWhateverMakeItFail() {
    for (var round = 0; round < 50_000; round++) {
      var stream = pieces.noise(1 + pieces.below(300));
      stream[0] = (byte) ((stream[0] & ~7) | 5);
      var out = new ByteArrayOutputStream();
      if (!SplicedBlock.append(stream, stream.length, out)) {
        assertThat(out.size()).isZero();
      }
    }
  }

  private static void assertRefused(byte[] stream) {
    var out = new ByteArrayOutputStream();
    assertThat(SplicedBlock.append(stream, stream.length, out)).isFalse();
    assertThat(out.size()).isZero();
  }

  private static byte[] deflate(byte[] piece, int level, int strategy) {
    var deflater = new Deflater(level, true);
    deflater.setStrategy(strategy);
    deflater.setInput(piece);
    deflater.finish();
    var stream = new byte[piece.length * 2 + 100];
    var length = deflater.deflate(stream);
    deflater.end();
    return Arrays.copyOf(stream, length);
  }

  /** The content of {@code stream}, or null if it is not one stream, whole and valid. */
  private static byte @Nullable [] inflate(byte[] stream) {
    var inflater = new Inflater(true);
    try {
      inflater.setInput(stream);
      var content = new ByteArrayOutputStream();
      var buffer = new byte[1 << 16];
      int read;
      while ((read = inflater.inflate(buffer)) > 0) {
        content.write(buffer, 0, read);
      }
      return inflater.finished() && inflater.getRemaining() == 0 ? content.toByteArray() : null;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
