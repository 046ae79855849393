package dev.batchenrich.directory.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.directory.DirectorySettings;
import org.jspecify.annotations.Nullable;

/**
 * The answers that are kept, within their bytes. What is used often stays before what was used
 * lately. Safe for use by several threads; it has none of its own.
 */
final class KeptAnswers {

  /**
   * One for all directories of this JVM (within a class loader) with the same settings, so that
   * their bytes are a bound for all of them together. It goes when nobody holds it any more.
   */
  private static final Cache<DirectorySettings, KeptAnswers> SHARED =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

  /** Measured, of an entry: the cache's node and its place, the key, the record's own object. */
  private static final long ENTRY_BYTES = 240;

  /** Likewise of a family: its object, its name, and the headers of name and value. */
  private static final long FAMILY_BYTES = 100;

  private final Cache<Key, Answer> answers;

  KeptAnswers(CacheSettings settings, Ticker ticker) {
    answers =
        Caffeine.newBuilder()
            .maximumWeight(settings.bytes())
            .weigher(KeptAnswers::weigh)
            .expireAfter(
                Expiry.writing(
                    (Key key, Answer answer) ->
                        answer.record() != null ? settings.ttl() : settings.missTtl()))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  static KeptAnswers sharedBy(DirectorySettings settings) {
    return SHARED.get(settings, unknown -> new KeptAnswers(unknown.cache(), Ticker.systemTicker()));
  }

  /** Null if none is kept, or not any more. */
  @Nullable Answer get(Entity entity, IdentifierType type, String identifier) {
    return answers.getIfPresent(new Key(entity, type, identifier));
  }

  void put(Entity entity, IdentifierType type, String identifier, Answer answer) {
    answers.put(new Key(entity, type, identifier), answer);
  }

  /**
   * What an entry takes of the heap, rather too much than too little. Values are pieces of their
   * own record at most, never of a whole reply.
   */
  static int weigh(Key key, Answer answer) {
    var bytes = ENTRY_BYTES + Character.BYTES * (long) key.identifier().length();
    if (answer.record() != null) {
      for (var family : answer.record().families()) {
        bytes += FAMILY_BYTES + family.length();
      }
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  record Key(Entity entity, IdentifierType type, String identifier) {}
}
