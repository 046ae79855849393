package dev.batchenrich.pipeline.assemble;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Ids of batches in an array, {@value #BYTES} bytes each: a checkpoint writes such an array in one
 * go, and not an entry of the state for each batch.
 */
public final class PackedIds {

  /** Of an id. */
  public static final int BYTES = 2 * Long.BYTES;

  private PackedIds() {}

  /** These ids. */
  public static byte[] of(List<UUID> ids) {
    var packed = ByteBuffer.allocate(ids.size() * BYTES);
    for (var id : ids) {
      packed.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    return packed.array();
  }

  /** The ids in {@code packed}, then those in {@code more}. */
  public static byte[] plus(byte[] packed, byte[] more) {
    var both = Arrays.copyOf(packed, packed.length + more.length);
    System.arraycopy(more, 0, both, packed.length, more.length);
    return both;
  }

  /** The ids in {@code packed}, in the order in which they were added. */
  public static List<UUID> unpack(byte[] packed) {
    var ids = new ArrayList<UUID>(packed.length / BYTES);
    for (var rest = ByteBuffer.wrap(packed); rest.hasRemaining(); ) {
      ids.add(new UUID(rest.getLong(), rest.getLong()));
    }
    return ids;
  }
}
