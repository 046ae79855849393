package dev.batchenrich.directory.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The threads of all directories of this JVM; they end with the last directory. */
final class SharedVertx {

  /** Which read from the servers' sockets and take answers apart; more would gain nothing. */
  private static final int EVENT_LOOPS = 2;

  private static @Nullable Vertx running;
  private static int users;

  private SharedVertx() {}

  static synchronized Vertx acquire() {
    if (running == null) {
      running = Vertx.builder().with(options()).withTransport(PromptTransport.create()).build();
    }
    users++;
    return running;
  }

  /** To be called once by each that called {@link #acquire}. */
  static void release() {
    var ended = releaseOne();
    if (ended != null) {
      Closing.await(ended.close());
    }
  }

  private static synchronized @Nullable Vertx releaseOne() {
    if (--users > 0) {
      return null;
    }
    var ended = running;
    running = null;
    return ended;
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(EVENT_LOOPS)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setUseDaemonThread(true)
        .setBlockedThreadCheckInterval(1)
        .setBlockedThreadCheckIntervalUnit(TimeUnit.HOURS)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }
}
