package dev.batchenrich.gateway.view;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;

/** How far the view has read each partition, and waiting for it to get further. */
final class AppliedOffsets {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private Map<TopicPartition, Long> positions = Map.of();

  /** Everything before these positions is in the view. */
  void set(Map<TopicPartition, Long> newPositions) {
    lock.lock();
    try {
      positions = new HashMap<>(newPositions);
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Map<TopicPartition, Long> positions() {
    lock.lock();
    try {
      return Map.copyOf(positions);
    } finally {
      lock.unlock();
    }
  }

  /** True if the view has reached all of {@code targets}. */
  boolean haveReached(Map<TopicPartition, Long> targets) {
    lock.lock();
    try {
      return targets.entrySet().stream()
          .allMatch(target -> positions.getOrDefault(target.getKey(), 0L) >= target.getValue());
    } finally {
      lock.unlock();
    }
  }

  /** How many offsets the view has yet to read to reach all of {@code targets}. */
  long behind(Map<TopicPartition, Long> targets) {
    lock.lock();
    try {
      return targets.entrySet().stream()
          .mapToLong(
              target ->
                  Math.max(0, target.getValue() - positions.getOrDefault(target.getKey(), 0L)))
          .sum();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the view has reached all of {@code targets}; false if that takes too long. */
  boolean await(Map<TopicPartition, Long> targets, Duration timeout) {
    var remaining = timeout.toNanos();
    lock.lock();
    try {
      while (!haveReached(targets)) {
        if (remaining <= 0) {
          return false;
        }
        remaining = advanced.awaitNanos(remaining);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
