package dev.batchenrich.directory.local;

import static java.nio.ByteOrder.BIG_ENDIAN;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.dump.Candidate;
import dev.batchenrich.directory.dump.IdentifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Txn;

/**
 * A store that all directories of this JVM on the same file read through one mapping. The last one
 * to close it unmaps it, once no look-up is under way: touching it later would end the JVM.
 */
final class SharedStore {

  private static final Map<Path, SharedStore> OPEN = new HashMap<>();
  private static final ThreadLocal<OffHeap> KEY = ThreadLocal.withInitial(OffHeap::new);

  private final Path realPath;
  private final StoreFile file;
  private final ReentrantReadWriteLock mapped = new ReentrantReadWriteLock();
  private int users;

  private SharedStore(Path realPath, StoreFile file) {
    this.realPath = realPath;
    this.file = file;
  }

  static SharedStore open(Path path) throws IOException {
    var realPath = path.toRealPath();
    synchronized (OPEN) {
      var store = OPEN.get(realPath);
      if (store == null) {
        store = new SharedStore(realPath, StoreFile.read(realPath));
        OPEN.put(realPath, store);
      }
      store.users++;
      return store;
    }
  }

  /** To be called once by each that called {@link #open}. */
  void release() {
    synchronized (OPEN) {
      if (--users > 0) {
        return;
      }
      OPEN.remove(realPath);
    }
    mapped.writeLock().lock();
    try {
      file.close();
    } finally {
      mapped.writeLock().unlock();
    }
  }

  List<@Nullable EntityRecord> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    mapped.readLock().lock();
    try (var txn = file.beginRead()) {
      var tables = file.tables(entity);
      var found = new ArrayList<@Nullable EntityRecord>(identifiers.size());
      var key = KEY.get();
      // What is asked for twice is one record: a chunk of repetitions takes no more memory.
      var records = new HashMap<String, EntityRecord>();
      for (var identifier : identifiers) {
        var record = records.get(identifier);
        if (record == null) {
          var candidate =
              tables.candidates().get(txn, key.copy(IdentifierKey.of(type, identifier)));
          if (candidate != null) {
            record = record(tables, txn, candidate);
            records.put(identifier, record);
          }
        }
        found.add(record);
      }
      return Collections.unmodifiableList(found);
    } finally {
      mapped.readLock().unlock();
    }
  }

  private static EntityRecord record(
      StoreFile.Tables tables, Txn<DirectBuffer> txn, DirectBuffer candidate) {
    var id = candidate.getLong(Candidate.ID_OFFSET, BIG_ENDIAN);
    var stored =
        tables.records().get(txn, new UnsafeBuffer(candidate, Candidate.ID_OFFSET, Long.BYTES));
    if (stored == null) {
      throw new IllegalStateException("the store misses a record that an identifier leads to");
    }
    return tables.families().decode(id, stored);
  }
}
