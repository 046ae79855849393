package dev.batchenrich.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.EntityRecord.Family;
import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.directory.Directory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** What the local directory would be on RocksDB, as far as people by e-mail go. */
final class RocksDirectory implements Directory {

  private static final int BLOCK_LINES = 16_384;
  private static final byte RECORD = 1;
  private static final byte EMAIL = 2;
  private static final ObjectMapper JSON = new JsonMapper();
  private static final List<String> FAMILIES =
      List.copyOf(FieldCatalogue.of(Entity.PERSON).families());

  private final RocksDB database;

  RocksDirectory(Path folder, CompressionType compression) throws RocksDBException {
    database = RocksDB.openReadOnly(options(compression), folder.toString());
  }

  static void importInto(Path folder, Path dump, CompressionType compression)
      throws IOException, RocksDBException {
    try (var database = RocksDB.open(options(compression), folder.toString());
        var write = new WriteOptions().setDisableWAL(true);
        var reader = Files.newBufferedReader(dump)) {
      for (var block = block(reader); !block.isEmpty(); block = block(reader)) {
        var parsed = block.parallelStream().map(RocksDirectory::entries).toList();
        try (var batch = new WriteBatch()) {
          for (var entries : parsed) {
            for (var entry : entries) {
              batch.put(entry[0], entry[1]);
            }
          }
          database.write(write, batch);
        }
      }
      database.compactRange();
    }
  }

  private static Options options(CompressionType compression) {
    return new Options()
        .setCreateIfMissing(true)
        .setCompressionType(compression)
        .setWriteBufferSize(128L << 20)
        .setIncreaseParallelism(2)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockSize(16 << 10)
                .setFilterPolicy(new BloomFilter(10))
                .setBlockCache(new LRUCache(1L << 30)));
  }

  private static List<String> block(BufferedReader reader) throws IOException {
    var lines = new ArrayList<String>(BLOCK_LINES);
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (lines.size() == BLOCK_LINES) {
        break;
      }
    }
    return lines;
  }

  private static List<byte[][]> entries(String line) {
    var record = EntityRecord.parse(Entity.PERSON, line.getBytes(UTF_8));
    var id = ByteBuffer.allocate(Long.BYTES).putLong(record.id()).array();
    var entries = new ArrayList<byte[][]>();
    entries.add(new byte[][] {key(RECORD, id), encode(record)});
    try {
      for (var family : record.families()) {
        if (family.name().equals("contact")) {
          for (var email : JSON.readTree(family.json()).path("business_emails")) {
            entries.add(
                new byte[][] {key(EMAIL, email.path("email").asText().getBytes(UTF_8)), id});
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static byte[] key(byte kind, byte[] key) {
    return ByteBuffer.allocate(1 + key.length).put(kind).put(key).array();
  }

  private static byte[] encode(EntityRecord record) {
    var length = record.families().stream().mapToInt(each -> 5 + each.length()).sum();
    var bytes = ByteBuffer.allocate(length);
    for (var family : record.families()) {
      bytes
          .put((byte) FAMILIES.indexOf(family.name()))
          .putInt(family.length())
          .put(family.bytes(), family.offset(), family.length());
    }
    return bytes.array();
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    try (var read = new ReadOptions()) {
      var keys = identifiers.stream().map(each -> key(EMAIL, each.getBytes(UTF_8))).toList();
      var ids = database.multiGetAsList(read, keys);
      var records =
          database.multiGetAsList(
              read, ids.stream().map(id -> key(RECORD, id == null ? new byte[0] : id)).toList());
      var found = new ArrayList<@Nullable EntityRecord>();
      for (var i = 0; i < ids.size(); i++) {
        found.add(records.get(i) == null ? null : decode(ids.get(i), records.get(i)));
      }
      return CompletableFuture.completedFuture(found);
    } catch (RocksDBException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static EntityRecord decode(byte[] id, byte[] stored) {
    var bytes = ByteBuffer.wrap(stored);
    var families = new ArrayList<Family>();
    while (bytes.hasRemaining()) {
      var name = FAMILIES.get(bytes.get());
      var json = new byte[bytes.getInt()];
      bytes.get(json);
      families.add(new Family(name, json));
    }
    return new EntityRecord(ByteBuffer.wrap(id).getLong(), families);
  }

  @Override
  public void close() {
    database.close();
  }
}
