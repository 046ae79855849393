package dev.batchenrich.gateway.view;

import dev.batchenrich.gateway.refusal.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file that the view is kept in, with one connection that writes and a few that read. It holds
 * nothing that is not on Kafka, so it is thrown away and made again whenever it does not fit.
 */
public final class ViewDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewDatabase.class);

  private static final int READERS = 4;
  private static final int WAIT_SECONDS = 5;

  /** Of each connection, as far as it is needed: jobs are looked up in no order. */
  private static final int CACHE_KIBIBYTES = 32 * 1024;

  private final Path file;
  private final FileChannel lock;
  private final BlockingQueue<Statements> readers = new ArrayBlockingQueue<>(READERS);
  private Statements writer;

  /** Something to do with a connection. */
  interface Query<T> {
    T run(Statements statements) throws SQLException;
  }

  /**
   * Opens {@code view.db} in {@code folder}, which is created if need be.
   *
   * @throws IllegalArgumentException saying in one line why the folder cannot be used
   */
  public ViewDatabase(Path folder) {
    file = folder.resolve("view.db");
    lock = lock(folder);
    try {
      writer = openOrReplace();
      openReaders();
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "the data folder %s cannot be used: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** The connection of the one thread that writes; it commits by itself. */
  Statements writer() {
    return writer;
  }

  /**
   * @throws Refusal if it takes too long until it is this query's turn
   */
  <T> T read(Query<T> query) {
    try {
      var reader = readers.poll(WAIT_SECONDS, TimeUnit.SECONDS);
      if (reader == null) {
        throw Refusal.unavailable(
            "The batches could not be read in time; if this was a submission, the list of batches"
                + " will tell whether it was accepted");
      }
      try {
        return query.run(reader);
      } finally {
        readers.add(reader);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the view cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the view", e);
    }
  }

  /** Starts from nothing; to be called by the thread that writes. */
  void replace() throws SQLException {
    close(takeReaders());
    close(List.of(writer));
    deleteFiles();
    writer = new Statements(open());
    openReaders();
  }

  static boolean isDamage(SQLException e) {
    return e instanceof SQLiteException sqlite
        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT
            || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB);
  }

  @Override
  public void close() {
    close(takeReaders());
    close(List.of(writer));
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("lock of the data folder not released: reason={}", e.toString());
    }
  }

  private Statements openOrReplace() throws SQLException {
    try {
      return new Statements(open());
    } catch (SQLException e) {
      if (!isDamage(e)) {
        throw e;
      }
      LOG.warn("view is damaged and is built again: file={}", file);
      deleteFiles();
      return new Statements(open());
    }
  }

  private Connection open() throws SQLException {
    var connection = connect(config());
    try (var statement = connection.createStatement()) {
      var version = statement.executeQuery("PRAGMA user_version").getInt(1);
      if (version == ViewSchema.VERSION) {
        return connection;
      }
      if (version != 0) {
        LOG.info("view has schema {} and is built again with {}", version, ViewSchema.VERSION);
        connection.close();
        deleteFiles();
        return open();
      }
      connection.setAutoCommit(false);
      for (var step : ViewSchema.STEPS) {
        statement.executeUpdate(step);
      }
      statement.executeUpdate("PRAGMA user_version = " + ViewSchema.VERSION);
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      close(List.of(connection));
      throw e;
    }
    return connection;
  }

  private void openReaders() throws SQLException {
    for (var i = 0; i < READERS; i++) {
      var config = config();
      config.setReadOnly(true);
      readers.add(new Statements(connect(config)));
    }
  }

  /** Waits for queries under way, but not for ever. */
  private List<Statements> takeReaders() {
    var taken = new ArrayList<Statements>();
    try {
      while (taken.size() < READERS) {
        var reader = readers.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        if (reader == null) {
          break;
        }
        taken.add(reader);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return taken;
  }

  private Connection connect(SQLiteConfig config) throws SQLException {
    return config.createConnection("jdbc:sqlite:" + file);
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // A power cut may cost the last transactions, which are then read from Kafka again.
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(5_000);
    config.setCacheSize(-CACHE_KIBIBYTES);
    // The driver would ask for the key of every row that is written.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static FileChannel lock(Path folder) {
    try {
      Files.createDirectories(folder);
      var channel =
          FileChannel.open(
              folder.resolve("view.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new OverlappingFileLockException();
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      throw new IllegalArgumentException(
          "the data folder %s is in use by another gateway".formatted(folder), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the data folder %s cannot be used: %s".formatted(folder, e), e);
    }
  }

  private void deleteFiles() {
    try {
      for (var suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(Path.of(file + suffix));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(List<? extends AutoCloseable> connections) {
    for (var connection : connections) {
      try {
        connection.close();
      } catch (Exception e) {
        LOG.debug("connection not closed: reason={}", e.toString());
      }
    }
  }
}
