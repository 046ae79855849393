package dev.batchenrich.pipeline.enrich;

import dev.batchenrich.directory.cache.CacheMeter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a cache in front of a directory is good for, as metrics of the subtask that uses it: {@code
 * directory_cache.hits}, {@code directory_cache.misses} and, of both together since the subtask
 * began, {@code directory_cache.hit_rate}, 0 to 1.
 */
final class CacheMetrics implements CacheMeter {

  private final Counter hits;
  private final Counter misses;

  /** Adds them to {@code metrics}. */
  CacheMetrics(MetricGroup metrics) {
    var group = metrics.addGroup("directory_cache");
    hits = group.counter("hits");
    misses = group.counter("misses");
    group.gauge("hit_rate", this::hitRate);
  }

  @Override
  public void lookedUp(int hits, int misses) {
    this.hits.inc(hits);
    this.misses.inc(misses);
  }

  private double hitRate() {
    var found = hits.getCount();
    var all = found + misses.getCount();
    return all == 0 ? 0 : (double) found / all;
  }
}
