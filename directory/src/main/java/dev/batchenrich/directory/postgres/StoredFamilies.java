package dev.batchenrich.directory.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.EntityRecord.Family;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/**
 * The form of stored records: for each family the length of its name (1 byte), its name, the length
 * of its JSON (4 bytes) and its JSON.
 */
final class StoredFamilies {

  private static final int LENGTHS = Byte.BYTES + Integer.BYTES;

  private StoredFamilies() {}

  static byte[] encode(EntityRecord record) {
    var length =
        record.families().stream()
            .mapToInt(family -> LENGTHS + name(family).length + family.length())
            .sum();
    var bytes = ByteBuffer.allocate(length);
    for (var family : record.families()) {
      var name = name(family);
      bytes.put((byte) name.length).put(name);
      bytes.putInt(family.length()).put(family.bytes(), family.offset(), family.length());
    }
    return bytes.array();
  }

  static EntityRecord decode(long id, byte[] stored) {
    var bytes = ByteBuffer.wrap(stored);
    var families = new ArrayList<Family>();
    while (bytes.hasRemaining()) {
      var name = new byte[Byte.toUnsignedInt(bytes.get())];
      bytes.get(name);
      var json = new byte[bytes.getInt()];
      bytes.get(json);
      families.add(new Family(new String(name, UTF_8), json));
    }
    return new EntityRecord(id, families);
  }

  private static byte[] name(Family family) {
    return family.name().getBytes(UTF_8);
  }
}
