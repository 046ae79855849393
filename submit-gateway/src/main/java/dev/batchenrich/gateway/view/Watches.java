package dev.batchenrich.gateway.view;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for which batch to get further. */
final class Watches {

  /** By batch, and by who waits. */
  private final Map<String, Map<Object, CompletableFuture<Void>>> waiting =
      new ConcurrentHashMap<>();

  /** Completes when the batch gets further; it is forgotten when somebody else completes it. */
  CompletableFuture<Void> next(String batchId) {
    var change = new CompletableFuture<Void>();
    var who = new Object();
    waiting.compute(
        batchId,
        (id, others) -> {
          var all = others == null ? new HashMap<Object, CompletableFuture<Void>>() : others;
          all.put(who, change);
          return all;
        });
    var unused = change.whenComplete((nothing, failure) -> forget(batchId, who));
    return change;
  }

  /** Tells those who wait for one of these batches. */
  void advanced(Collection<String> batchIds) {
    for (var batchId : batchIds) {
      var all = waiting.remove(batchId);
      if (all != null) {
        all.values().forEach(change -> change.complete(null));
      }
    }
  }

  /** How many batches somebody waits for. */
  int size() {
    return waiting.size();
  }

  private void forget(String batchId, Object who) {
    waiting.computeIfPresent(
        batchId,
        (id, all) -> {
          all.remove(who);
          return all.isEmpty() ? null : all;
        });
  }
}
