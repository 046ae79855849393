package dev.batchenrich.faults;

import dev.batchenrich.faults.FaultProxy.Weather;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The faults that befall a cluster, one after the other. Equal seeds give equal faults. Each kind
 * comes once before any comes again, and so does each target of a kind.
 */
final class FaultSchedule {

  private enum Kind {
    KILL,
    FREEZE,
    BOUNCE,
    LATENCY,
    RESET,
    BLACKHOLE,
    ANSWER_500,
    ANSWER_503,
    WIPE
  }

  private static final Duration FROZEN = Duration.ofSeconds(20);

  private final Cluster cluster;
  private final Random random;
  private final Deque<Kind> nextKinds = new ArrayDeque<>();
  private final Map<Kind, Deque<String>> nextTargets = new EnumMap<>(Kind.class);

  FaultSchedule(Cluster cluster, long seed) {
    this.cluster = cluster;
    this.random = new Random(seed);
  }

  Fault next() {
    var kind = draw(nextKinds, List.of(Kind.values()));
    var target =
        draw(nextTargets.computeIfAbsent(kind, any -> new ArrayDeque<>()), targetsOf(kind));
    return switch (kind) {
      case KILL -> {
        var node = cluster.node(target);
        yield new Fault("kill -9", target, seconds(0, 5), node::kill, node::start);
      }
      case FREEZE -> {
        var node = cluster.node(target);
        yield new Fault("SIGSTOP", target, FROZEN, node::freeze, node::thaw);
      }
      case BOUNCE -> {
        var node = cluster.node(target);
        yield new Fault("SIGTERM", target, seconds(0, 5), node::stop, node::start);
      }
      case LATENCY -> {
        var delay = Duration.ofMillis(random.nextInt(50, 300));
        yield weather(
            "latency of %d ms".formatted(delay.toMillis()),
            target,
            seconds(5, 15),
            new Weather.Latency(delay));
      }
      case RESET -> weather("resets", target, seconds(1, 10), new Weather.Reset());
      case BLACKHOLE -> weather("blackhole", target, seconds(5, 20), new Weather.Blackhole());
      case ANSWER_500 -> s3Answers(500);
      case ANSWER_503 -> s3Answers(503);
      case WIPE -> {
        var node = cluster.node(target);
        yield new Fault(
            "disk wiped, then kill -9",
            target,
            seconds(1, 5),
            () -> wipe(cluster.disk(target)),
            () -> {
              node.kill();
              node.start();
            });
      }
    };
  }

  /** How long all is well before the next one. */
  Duration pause() {
    return seconds(3, 12);
  }

  private List<String> targetsOf(Kind kind) {
    return switch (kind) {
      case KILL, FREEZE ->
          Stream.of(
                  List.of(Cluster.BROKER, Cluster.JOB_MANAGER, Cluster.S3),
                  Cluster.TASK_MANAGERS,
                  Cluster.GATEWAYS)
              .flatMap(List::stream)
              .toList();
      case BOUNCE -> List.of(Cluster.BROKER);
      case LATENCY, RESET, BLACKHOLE -> List.copyOf(cluster.links().keySet());
      case ANSWER_500, ANSWER_503 -> List.of(Cluster.S3);
      case WIPE -> Cluster.TASK_MANAGERS;
    };
  }

  private Fault weather(String kind, String link, Duration lasts, Weather weather) {
    var proxy = cluster.links().get(link);
    if (proxy == null) {
      throw new IllegalArgumentException("there is no link " + link);
    }
    return new Fault(kind, link, lasts, () -> proxy.set(weather), proxy::clear);
  }

  private Fault s3Answers(int status) {
    Collection<FaultProxy> proxies =
        cluster.links().entrySet().stream()
            .filter(link -> link.getKey().endsWith(" to " + Cluster.S3))
            .map(Map.Entry::getValue)
            .toList();
    return new Fault(
        "answers " + status,
        Cluster.S3,
        seconds(5, 15),
        () -> proxies.forEach(proxy -> proxy.set(new Weather.Answer(status))),
        () -> proxies.forEach(FaultProxy::clear));
  }

  private <T> T draw(Deque<T> deck, List<T> all) {
    if (deck.isEmpty()) {
      var shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random);
      deck.addAll(shuffled);
    }
    return deck.remove();
  }

  private Duration seconds(int least, int most) {
    return Duration.ofMillis(random.nextInt(least * 1_000, most * 1_000));
  }

  private static void wipe(Path disk) throws IOException {
    try (var files = Files.walk(disk)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
