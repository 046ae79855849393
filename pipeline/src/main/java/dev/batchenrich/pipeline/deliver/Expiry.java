package dev.batchenrich.pipeline.deliver;

/**
 * When the files of a batch expire.
 *
 * @param at in epoch milliseconds
 */
public record Expiry(String batchId, long at) {

  /** Several subtasks share them. */
  static final int GROUPS = 128;

  /** The key under which it meets others, from 0. */
  public int group() {
    return Math.floorMod(batchId.hashCode(), GROUPS);
  }
}
