package dev.batchenrich.directory.local;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.EntityRecord.Family;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * The names of families by number, and with them the form of stored records: for each family its
 * number (1 byte), its length (4 bytes) and its JSON. The numbers of a store never change; a
 * catalogue that has grown adds to them.
 */
final class FamilyNames {

  private static final int HEADER = Byte.BYTES + Integer.BYTES;

  private final List<String> names;

  private FamilyNames(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** The numbers that {@link #toText} wrote; none for an empty text. */
  static FamilyNames parse(String text) {
    return new FamilyNames(text.lines().toList());
  }

  String toText() {
    return String.join("\n", names);
  }

  /** These, and those of {@code more} that are new. */
  FamilyNames with(Set<String> more) {
    var all = new LinkedHashSet<>(names);
    all.addAll(more);
    return new FamilyNames(List.copyOf(all));
  }

  byte[] encode(EntityRecord record) {
    var length = record.families().stream().mapToInt(family -> HEADER + family.length()).sum();
    var bytes = ByteBuffer.allocate(length);
    for (var family : record.families()) {
      bytes
          .put((byte) names.indexOf(family.name()))
          .putInt(family.length())
          .put(family.bytes(), family.offset(), family.length());
    }
    return bytes.array();
  }

  /** The record, whose families share one copy of {@code stored}. */
  EntityRecord decode(long id, DirectBuffer stored) {
    var bytes = new byte[stored.capacity()];
    stored.getBytes(0, bytes);
    var families = new ArrayList<Family>(names.size());
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      var name = names.get(Byte.toUnsignedInt(buffer.get()));
      var length = buffer.getInt();
      families.add(new Family(name, bytes, buffer.position(), length));
      buffer.position(buffer.position() + length);
    }
    return new EntityRecord(id, families);
  }
}
