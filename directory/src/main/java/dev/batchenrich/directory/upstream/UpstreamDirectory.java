package dev.batchenrich.directory.upstream;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.http.EnrichCall;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.Retries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A directory behind an enrichment API, which takes 25 identifiers a call: a chunk becomes several
 * calls, a bounded number at a time. Each identifier is asked for once. The look-up fails if one of
 * the calls does; {@link Questions} says what a refusal is.
 */
public final class UpstreamDirectory implements Directory {

  private final Questions questions;

  private UpstreamDirectory(Questions questions) {
    this.questions = questions;
  }

  /** Whether a URI is that of an upstream, or is meant to be. */
  public static boolean isUpstream(String uri) {
    return UpstreamUrl.isUpstream(uri);
  }

  /**
   * Opens an upstream, without asking it anything.
   *
   * @param users how many open it, who together keep its limits of calls
   * @param environment in which the key is if there is no file with it
   * @throws IllegalArgumentException saying in one line what of the settings cannot be used
   */
  public static UpstreamDirectory open(
      DirectorySettings settings, int users, Map<String, String> environment) {
    var base = UpstreamUrl.parse(settings.uri());
    var key = UpstreamKey.of(settings.keyFile(), environment);
    return new UpstreamDirectory(
        new Questions(
            new UpstreamCalls(base, key, settings, users),
            new Turns(settings.callsAtATime(users))));
  }

  /** Repeats calls, not whole look-ups. The time that a call waits for its turn does not count. */
  @Override
  public Directory retrying(Retries retries) {
    return new UpstreamDirectory(questions.retrying(retries));
  }

  /** Calls under way come to their end; they are not repeated, and no others begin. */
  @Override
  public Directory until(CompletableFuture<?> unwanted) {
    return new UpstreamDirectory(questions.until(unwanted));
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    var asked =
        identifiers.stream()
            .distinct()
            .filter(identifier -> Spelling.of(entity, type, identifier) != null)
            .toList();
    var found = new ArrayList<CompletableFuture<Map<String, EntityRecord>>>();
    for (var from = 0; from < asked.size(); from += EnrichCall.MAX_IDENTIFIERS) {
      var part = asked.subList(from, Math.min(from + EnrichCall.MAX_IDENTIFIERS, asked.size()));
      found.add(questions.ask(entity, type, part));
    }
    return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
        .thenApply(
            nothing -> {
              var records = new HashMap<String, EntityRecord>();
              found.forEach(part -> records.putAll(part.join()));
              var answer = new ArrayList<@Nullable EntityRecord>(identifiers.size());
              identifiers.forEach(identifier -> answer.add(records.get(identifier)));
              return answer;
            });
  }

  @Override
  public void close() {
    questions.close();
  }
}
