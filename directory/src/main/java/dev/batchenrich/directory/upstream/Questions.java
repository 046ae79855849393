package dev.batchenrich.directory.upstream;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryRefusal;
import dev.batchenrich.directory.Retries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks, a bounded number of calls at a time, and finds out what a refusal is about. A call that is
 * refused is made in halves, down to single identifiers: those that are refused alone are taken for
 * unknown if the upstream accepts something else. If it accepts nothing, the question is refused.
 * For n identifiers that takes 2n calls at most.
 */
final class Questions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

  private final Directory calls;
  private final Turns turns;

  /** Of each kind an identifier that was accepted lately, to ask for when in doubt. */
  private final Map<Kind, String> accepted;

  Questions(Directory calls, Turns turns) {
    this(calls, turns, new ConcurrentHashMap<>());
  }

  private Questions(Directory calls, Turns turns, Map<Kind, String> accepted) {
    this.calls = calls;
    this.turns = turns;
    this.accepted = accepted;
  }

  /** Repeats calls. The time that a call waits for its turn does not count. */
  Questions retrying(Retries retries) {
    return new Questions(calls.retrying(retries), turns, accepted);
  }

  /** Begins no calls once {@code unwanted} is done. */
  Questions until(CompletableFuture<?> unwanted) {
    return new Questions(calls.until(unwanted), turns, accepted);
  }

  /** The records that there are of {@code identifiers}, which fit in a call and have a spelling. */
  CompletableFuture<Map<String, EntityRecord>> ask(
      Entity entity, IdentifierType type, List<String> identifiers) {
    var kind = new Kind(entity, type);
    return answer(kind, identifiers)
        .thenCompose(
            answer ->
                answer.refusals().isEmpty()
                    ? CompletableFuture.completedFuture(answer.found())
                    : withoutRefused(kind, identifiers.size(), answer));
  }

  private CompletableFuture<Answer> answer(Kind kind, List<String> identifiers) {
    return call(kind, identifiers)
        .thenApply(found -> new Answer(found, List.of()))
        .exceptionallyCompose(
            failure -> {
              if (!(UpstreamBreaker.cause(failure) instanceof DirectoryRefusal refusal)) {
                return CompletableFuture.failedFuture(failure);
              }
              if (identifiers.size() == 1) {
                return CompletableFuture.completedFuture(new Answer(Map.of(), List.of(refusal)));
              }
              var middle = identifiers.size() / 2;
              return answer(kind, identifiers.subList(0, middle))
                  .thenCombine(
                      answer(kind, identifiers.subList(middle, identifiers.size())), Answer::and);
            });
  }

  private CompletableFuture<Map<String, EntityRecord>> call(Kind kind, List<String> identifiers) {
    return turns
        .take(() -> calls.lookUp(kind.entity(), kind.type(), identifiers))
        .thenApply(
            records -> {
              accepted.put(kind, identifiers.get(0));
              return byIdentifier(identifiers, records);
            });
  }

  /** Fails if everything is refused, and so is, now, what was accepted before. */
  private CompletableFuture<Map<String, EntityRecord>> withoutRefused(
      Kind kind, int asked, Answer answer) {
    var refusal = answer.refusals().get(0);
    CompletableFuture<?> isAccepting = CompletableFuture.completedFuture(null);
    if (answer.refusals().size() == asked) {
      var control = accepted.get(kind);
      isAccepting =
          control == null ? CompletableFuture.failedFuture(refusal) : call(kind, List.of(control));
    }
    return isAccepting.thenApply(
        nothing -> {
          LOG.warn(
              "the upstream refuses identifiers as such, which count as unknown: type={} refused={}"
                  + " of={} reason={}",
              kind.type().wireName(),
              answer.refusals().size(),
              asked,
              refusal.getMessage());
          return answer.found();
        });
  }

  private static Map<String, EntityRecord> byIdentifier(
      List<String> identifiers, List<@Nullable EntityRecord> records) {
    var found = new HashMap<String, EntityRecord>();
    for (var i = 0; i < identifiers.size(); i++) {
      var record = records.get(i);
      if (record != null) {
        found.put(identifiers.get(i), record);
      }
    }
    return found;
  }

  @Override
  public void close() {
    calls.close();
  }

  private record Kind(Entity entity, IdentifierType type) {}

  /** What was found, and a refusal for each identifier that is refused alone. */
  private record Answer(Map<String, EntityRecord> found, List<DirectoryRefusal> refusals) {

    Answer and(Answer other) {
      var allFound = new HashMap<>(found);
      allFound.putAll(other.found);
      return new Answer(
          allFound, Stream.concat(refusals.stream(), other.refusals.stream()).toList());
    }
  }
}
