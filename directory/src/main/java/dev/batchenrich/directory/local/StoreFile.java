package dev.batchenrich.directory.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.lmdbjava.CopyFlags.MDB_CP_COMPACT;
import static org.lmdbjava.DbiFlags.MDB_CREATE;
import static org.lmdbjava.DbiFlags.MDB_DUPFIXED;
import static org.lmdbjava.DbiFlags.MDB_DUPSORT;
import static org.lmdbjava.EnvFlags.MDB_NOLOCK;
import static org.lmdbjava.EnvFlags.MDB_NOSUBDIR;
import static org.lmdbjava.EnvFlags.MDB_NOSYNC;
import static org.lmdbjava.EnvFlags.MDB_RDONLY_ENV;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.directory.dump.Candidate;
import dev.batchenrich.directory.dump.IdentifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.DirectBufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * A store on disk: one LMDB file, never written in place. What LMDB returns is its own memory, not
 * to be touched after the transaction.
 *
 * <p>LMDB's own lock file is not used: a store that is being written is nobody else's yet, and one
 * that is read never changes. So stores can lie on read-only media, and it does no harm if several
 * class loaders of a JVM open the same one.
 */
final class StoreFile implements AutoCloseable {

  /** The name of the file within the folder of a directory. */
  static final String NAME = "records.mdb";

  /**
   * Address space, not memory or disk, kept free ahead of the data: more than one transaction of an
   * import can fill.
   */
  private static final long HEADROOM = 16L << 30;

  private static final byte[] FORMAT = "format".getBytes(UTF_8);

  /** To be raised when the layout changes, or the normalisation of identifiers. */
  private static final String SUPPORTED_FORMAT = "1";

  /**
   * The tables of an entity.
   *
   * @param records by id (8 bytes, big-endian), in the form of {@link FamilyNames#encode}
   * @param candidates by {@link IdentifierKey}, the best {@link Candidate} first
   */
  record Tables(Dbi<DirectBuffer> records, Dbi<DirectBuffer> candidates, FamilyNames families) {}

  private final Env<DirectBuffer> env;
  private final Map<Entity, Tables> tables = new EnumMap<>(Entity.class);
  private long mapSize;

  private StoreFile(Env<DirectBuffer> env) {
    this.env = env;
  }

  /**
   * Opens a finished store for reading, by any number of threads.
   *
   * @throws IOException if it is none, saying so in one line
   */
  static StoreFile read(Path file) throws IOException {
    return open(file, MDB_RDONLY_ENV);
  }

  /**
   * Opens a store for writing by one thread, and creates it if it does not exist. Nothing is
   * certain to be on disk before {@link #sync}.
   */
  static StoreFile write(Path file) throws IOException {
    return open(file, MDB_NOSYNC);
  }

  private static StoreFile open(Path file, EnvFlags mode) throws IOException {
    var isReadOnly = mode == MDB_RDONLY_ENV;
    try {
      var env =
          Env.create(DirectBufferProxy.PROXY_DB)
              .setMaxDbs(1 + 2 * Entity.values().length)
              .open(file.toFile(), 0644, mode, MDB_NOSUBDIR, MDB_NOLOCK);
      var store = new StoreFile(env);
      try {
        if (Files.size(file) < store.bytesUsed()) {
          throw new IOException(file + " is cut off: import the dumps again");
        }
        if (!isReadOnly) {
          store.reserve();
        }
        store.openTables(file, isReadOnly);
        return store;
      } catch (IOException | RuntimeException e) {
        env.close();
        throw e;
      }
    } catch (LmdbException e) {
      throw new IOException("%s cannot be opened: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void openTables(Path file, boolean isReadOnly) throws IOException {
    var flags = isReadOnly ? new DbiFlags[0] : new DbiFlags[] {MDB_CREATE};
    var meta = env.openDbi("meta", flags);
    var keys = new OffHeap();
    var values = new OffHeap();
    try (var txn = isReadOnly ? env.txnRead() : env.txnWrite()) {
      var format = text(meta.get(txn, keys.copy(FORMAT)));
      if (!format.equals(SUPPORTED_FORMAT) && (isReadOnly || !format.isEmpty())) {
        throw new IOException(
            "%s has format '%s', this version reads '%s': import the dumps again"
                .formatted(file, format, SUPPORTED_FORMAT));
      }
      var families = new EnumMap<Entity, FamilyNames>(Entity.class);
      for (var entity : Entity.values()) {
        var key = ("families/" + entity.wireName()).getBytes(UTF_8);
        var known = FamilyNames.parse(text(meta.get(txn, keys.copy(key))));
        if (!isReadOnly) {
          known = known.with(FieldCatalogue.of(entity).families());
          meta.put(txn, keys.copy(key), values.copy(known.toText().getBytes(UTF_8)));
        }
        families.put(entity, known);
      }
      if (!isReadOnly) {
        meta.put(txn, keys.copy(FORMAT), values.copy(SUPPORTED_FORMAT.getBytes(UTF_8)));
        txn.commit();
      }
      families.forEach((entity, known) -> tables.put(entity, openTables(entity, known, flags)));
    }
  }

  private Tables openTables(Entity entity, FamilyNames families, DbiFlags[] flags) {
    var isReadOnly = flags.length == 0;
    return new Tables(
        env.openDbi(entity.wireName(), flags),
        isReadOnly
            ? env.openDbi(entity.wireName() + "/identifiers")
            : env.openDbi(
                entity.wireName() + "/identifiers", MDB_CREATE, MDB_DUPSORT, MDB_DUPFIXED),
        families);
  }

  private static String text(@Nullable DirectBuffer utf8) {
    return utf8 == null ? "" : utf8.getStringWithoutLengthUtf8(0, utf8.capacity());
  }

  Tables tables(Entity entity) {
    var found = tables.get(entity);
    if (found == null) {
      throw new IllegalStateException("no tables for " + entity);
    }
    return found;
  }

  Txn<DirectBuffer> beginRead() {
    return env.txnRead();
  }

  Txn<DirectBuffer> beginWrite() {
    reserve();
    return env.txnWrite();
  }

  /** Writes a copy without free space. */
  void copyTo(Path target) {
    env.copy(target.toFile(), MDB_CP_COMPACT);
  }

  /** Returns once all that was committed is on disk. */
  void sync() {
    env.sync(true);
  }

  @Override
  public void close() {
    env.close();
  }

  /** Grows the map ahead of the data; only to be called between transactions. */
  private void reserve() {
    if (mapSize - bytesUsed() < HEADROOM) {
      mapSize = bytesUsed() + 2 * HEADROOM;
      env.setMapSize(mapSize);
    }
  }

  private long bytesUsed() {
    return (env.info().lastPageNumber + 1) * env.stat().pageSize;
  }
}
