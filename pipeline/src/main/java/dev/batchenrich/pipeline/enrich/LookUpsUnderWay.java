package dev.batchenrich.pipeline.enrich;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The look-ups under way in this JVM (within a class loader), by batch, so that another task can
 * end them than the one that may be waiting for them. A batch that was cancelled lately begins
 * none.
 */
final class LookUpsUnderWay {

  static final LookUpsUnderWay SHARED = new LookUpsUnderWay(10_000);

  private final Map<String, Set<LookUp>> byBatch = new HashMap<>();
  private final Set<String> cancelled;

  /**
   * @param remembered how many cancelled batches are known
   */
  LookUpsUnderWay(int remembered) {
    cancelled =
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > remembered;
              }
            });
  }

  /** A look-up begins, which may not be wanted any more already. */
  synchronized LookUp begin(String batchId) {
    var lookUp = new LookUp(batchId);
    if (cancelled.contains(batchId)) {
      lookUp.unwanted.complete(null);
    } else {
      byBatch.computeIfAbsent(batchId, id -> new HashSet<>()).add(lookUp);
    }
    return lookUp;
  }

  private synchronized void end(LookUp lookUp) {
    byBatch.computeIfPresent(
        lookUp.batchId,
        (id, all) -> {
          all.remove(lookUp);
          return all.isEmpty() ? null : all;
        });
  }

  /** Nobody wants to know any more. */
  void cancel(String batchId) {
    Set<LookUp> underWay;
    synchronized (this) {
      cancelled.add(batchId);
      underWay = byBatch.getOrDefault(batchId, Set.of());
      byBatch.remove(batchId);
    }
    underWay.forEach(lookUp -> lookUp.unwanted.complete(null));
  }

  /** One that has begun and has to be told when it has ended. */
  final class LookUp {

    private final String batchId;
    private final CompletableFuture<Void> unwanted = new CompletableFuture<>();

    private LookUp(String batchId) {
      this.batchId = batchId;
    }

    /** Done when nobody wants to know any more. */
    CompletableFuture<Void> unwanted() {
      return unwanted;
    }

    void end() {
      LookUpsUnderWay.this.end(this);
    }
  }
}
