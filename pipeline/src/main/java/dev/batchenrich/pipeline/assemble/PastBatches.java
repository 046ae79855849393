package dev.batchenrich.pipeline.assemble;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The batches that have ended lately, of one subtask of the assembly. Times are epoch milliseconds.
 */
public final class PastBatches {

  private static final int FULL_BYTES = 1_024 * PackedIds.BYTES;

  /** From the first to the last of a block, which are forgotten together. */
  private static final long SPAN_MILLIS = Duration.ofHours(1).toMillis();

  /**
   * Batches that ended one after the other, as they are kept in the state.
   *
   * @param lastEndedAt when the last of them ended
   * @param ids {@linkplain PackedIds packed}
   */
  public record Block(long lastEndedAt, byte[] ids) {}

  private final long rememberedMillis;
  private final Set<UUID> all = new HashSet<>();

  /** The oldest first. */
  private final Deque<Block> blocks = new ArrayDeque<>();

  /** Until then the youngest block takes more, unless it is full. */
  private long openUntil = Long.MIN_VALUE;

  /**
   * None yet.
   *
   * @param remembered for how long each is known; up to an hour longer in fact
   */
  PastBatches(Duration remembered) {
    rememberedMillis = remembered.toMillis();
  }

  /** Adds those in {@code stored} that are {@code mine}, before any other is added. */
  void restore(Iterable<Block> stored, Predicate<UUID> mine) {
    var oldestFirst = new ArrayList<Block>();
    stored.forEach(oldestFirst::add);
    oldestFirst.sort(Comparator.comparingLong(Block::lastEndedAt));
    for (var block : oldestFirst) {
      var ids = PackedIds.unpack(block.ids()).stream().filter(mine).toList();
      if (!ids.isEmpty()) {
        blocks.add(new Block(block.lastEndedAt(), PackedIds.of(ids)));
        all.addAll(ids);
      }
    }
  }

  /** Whether a batch is known {@code now} to have ended. */
  boolean contains(String batchId, long now) {
    forget(now - rememberedMillis);
    return all.contains(UUID.fromString(batchId));
  }

  private void forget(long before) {
    while (!blocks.isEmpty() && blocks.getFirst().lastEndedAt() < before) {
      PackedIds.unpack(blocks.removeFirst().ids()).forEach(all::remove);
    }
  }

  /** A batch ended {@code now}. */
  void add(String batchId, long now) {
    var id = UUID.fromString(batchId);
    all.add(id);
    var packed = PackedIds.of(List.of(id));
    var youngest = blocks.peekLast();
    if (youngest == null || youngest.ids().length == FULL_BYTES || now >= openUntil) {
      blocks.addLast(new Block(now, packed));
      openUntil = now + SPAN_MILLIS;
    } else {
      blocks.removeLast();
      blocks.addLast(new Block(now, PackedIds.plus(youngest.ids(), packed)));
    }
  }

  /** All of them. */
  List<Block> blocks() {
    return List.copyOf(blocks);
  }
}
