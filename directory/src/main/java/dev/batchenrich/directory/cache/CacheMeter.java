package dev.batchenrich.directory.cache;

/** Is told of every look-up in a cache, by the thread that makes it. */
@FunctionalInterface
public interface CacheMeter {

  /**
   * Of the different identifiers of a look-up, so many were answered from memory, also that they
   * are not known, and so many have to be asked for.
   */
  void lookedUp(int hits, int misses);
}
