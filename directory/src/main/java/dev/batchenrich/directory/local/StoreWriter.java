package dev.batchenrich.directory.local;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.dump.DumpRecord;
import dev.batchenrich.directory.dump.RecordIdentifiers;
import dev.batchenrich.directory.dump.RecordIdentifiers.Link;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Txn;

/**
 * Puts records into a store, in transactions of many. Of two records of an entity with one id the
 * later one stays, and nothing of the earlier one.
 */
final class StoreWriter implements AutoCloseable {

  /** LMDB holds the pages that a transaction changed in memory. */
  private static final long TRANSACTION_BYTES = 96L << 20;

  private static final Comparator<Link> BY_KEY =
      Comparator.comparing(Link::key, Arrays::compareUnsigned);

  private final StoreFile store;
  private final OffHeap keys = new OffHeap();
  private final OffHeap values = new OffHeap();
  private @Nullable Txn<DirectBuffer> transaction;
  private long uncommittedBytes;

  StoreWriter(StoreFile store) {
    this.store = store;
  }

  /** Puts records, of each id one, in the order of ids. */
  void put(List<DumpRecord> records) {
    for (var entity : Entity.values()) {
      put(entity, records.stream().filter(record -> record.entity() == entity).toList());
    }
  }

  /** In the order of keys, so that neighbours on disk are written together. */
  private void put(Entity entity, List<DumpRecord> records) {
    var tables = store.tables(entity);
    var txn = transaction();
    var links = new ArrayList<Link>();
    records.forEach(
        each -> {
          var id = each.record().id();
          var key = ByteBuffer.allocate(Long.BYTES).putLong(id).array();
          var earlier = tables.records().get(txn, keys.copy(key));
          if (earlier != null) {
            removeLinks(entity, tables.families().decode(id, earlier), txn);
          }
          var stored = tables.families().encode(each.record());
          tables.records().put(txn, keys.copy(key), values.copy(stored));
          uncommittedBytes += stored.length;
          links.addAll(each.links());
        });
    links.sort(BY_KEY);
    links.forEach(
        link ->
            tables
                .candidates()
                .put(txn, keys.copy(link.key()), values.copy(link.candidate().toBytes())));
    if (uncommittedBytes > TRANSACTION_BYTES) {
      commit();
    }
  }

  private void removeLinks(Entity entity, EntityRecord earlier, Txn<DirectBuffer> txn) {
    for (var link : RecordIdentifiers.of(entity, earlier)) {
      store
          .tables(entity)
          .candidates()
          .delete(txn, keys.copy(link.key()), values.copy(link.candidate().toBytes()));
    }
  }

  private Txn<DirectBuffer> transaction() {
    if (transaction == null) {
      transaction = store.beginWrite();
    }
    return transaction;
  }

  void commit() {
    if (transaction != null) {
      transaction.commit();
      close();
    }
  }

  /** Drops what is not committed. */
  @Override
  public void close() {
    if (transaction != null) {
      transaction.close();
      transaction = null;
      uncommittedBytes = 0;
    }
  }
}
