package dev.batchenrich.faults;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Accounts that submit batches in bursts and download what is completed. */
final class Load implements AutoCloseable {

  private static final Duration BREATH = Duration.ofMillis(250);
  private static final int LARGEST = 10_000;

  /** More than an account may have at a time, so that some have to wait. */
  private static final int BURST = 7;

  private final Map<String, List<LoadBatch>> batches = new LinkedHashMap<>();
  private final Map<String, ApiClient> clients = new LinkedHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> work = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final String webhookUrl;

  /**
   * @param keys the API key of each account
   * @param identifiers in all batches together
   */
  Load(
      Map<String, String> keys,
      List<URI> gateways,
      String webhookUrl,
      int identifiers,
      SplittableRandom random) {
    this.webhookUrl = webhookUrl;
    for (var account : keys.entrySet()) {
      clients.put(account.getKey(), new ApiClient(gateways, account.getValue()));
      var own = new ArrayList<LoadBatch>();
      for (var left = identifiers / keys.size(); left > 0; left -= own.get(own.size() - 1).size()) {
        var size = Math.min(left, random.nextInt(1, LARGEST + 1));
        own.add(new LoadBatch(account.getKey() + "/" + own.size(), random.nextLong(), size));
      }
      batches.put(account.getKey(), own);
    }
  }

  /** Begins; the last batches are submitted after {@code duration}. */
  void start(Duration duration) {
    var begin = System.nanoTime();
    batches.forEach(
        (account, own) -> {
          var pace = duration.toNanos() / own.size();
          work.add(threads.submit(() -> submitAll(account, own, begin, pace)));
          work.add(threads.submit(() -> checkAll(account, own)));
        });
  }

  List<LoadBatch> batches() {
    return batches.values().stream().flatMap(List::stream).toList();
  }

  /**
   * True when every batch was accepted, is completed and was found exact; fails with the checks.
   */
  boolean isDone() throws InterruptedException {
    for (var each : work) {
      if (each.isDone()) {
        try {
          each.get();
        } catch (ExecutionException e) {
          throw new AssertionError(e.getCause());
        }
      }
    }
    return work.stream().allMatch(Future::isDone);
  }

  private Void submitAll(String account, List<LoadBatch> own, long begin, long pace)
      throws InterruptedException {
    for (var i = 0; i < own.size(); i++) {
      if (closed.await(begin + pace * BURST * (i / BURST) - System.nanoTime(), NANOSECONDS)) {
        return null;
      }
      var batch = own.get(i);
      while (!submit(account, batch)) {
        if (closed.await(BREATH.toMillis(), TimeUnit.MILLISECONDS)) {
          return null;
        }
      }
    }
    return null;
  }

  private boolean submit(String account, LoadBatch batch) throws InterruptedException {
    try {
      var id = client(account).submit(batch.domains(), webhookUrl, batch.name());
      id.ifPresent(batch::accepted);
      return id.isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private Void checkAll(String account, List<LoadBatch> own) throws InterruptedException {
    while (!own.stream().allMatch(LoadBatch::isChecked)) {
      for (var batch : own) {
        try {
          batch.check(client(account));
        } catch (IOException e) {
          // Asked again in the next round.
        }
      }
      if (closed.await(BREATH.toMillis(), TimeUnit.MILLISECONDS)) {
        return null;
      }
    }
    return null;
  }

  private ApiClient client(String account) {
    var client = clients.get(account);
    if (client == null) {
      throw new IllegalArgumentException("there is no account " + account);
    }
    return client;
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdownNow();
  }
}
