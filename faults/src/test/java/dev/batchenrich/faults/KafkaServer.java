package dev.batchenrich.faults;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A broker that is a controller, too, with a listener of its own for each kind of client. */
final class KafkaServer {

  private static final String UNDISTURBED = "UNDISTURBED";
  private static final String CONTROLLER = "CONTROLLER";

  private KafkaServer() {}

  /**
   * Its settings.
   *
   * @param port for clients that are not to be disturbed
   * @param listeners the port for each other client
   * @param entrance where such a client gets to that port
   */
  static String properties(
      Path folder, int port, Map<String, Integer> listeners, UnaryOperator<String> entrance) {
    var controllerPort = Ports.free();
    return """
        process.roles=broker,controller
        node.id=1
        log.dirs=%s
        controller.quorum.voters=1@127.0.0.1:%d
        controller.listener.names=%s
        inter.broker.listener.name=%s
        listeners=%s
        advertised.listeners=%s
        listener.security.protocol.map=%s
        auto.create.topics.enable=false
        group.initial.rebalance.delay.ms=0
        broker.session.timeout.ms=2000
        broker.heartbeat.interval.ms=400
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.num.partitions=2
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        log.segment.bytes=67108864
        log.cleaner.dedupe.buffer.size=8388608
        """
        .formatted(
            folder,
            controllerPort,
            CONTROLLER,
            UNDISTURBED,
            "%s://127.0.0.1:%d,%s://127.0.0.1:%d,"
                    .formatted(UNDISTURBED, port, CONTROLLER, controllerPort)
                + each(listeners, client -> "127.0.0.1:" + listeners.get(client)),
            "%s://127.0.0.1:%d,".formatted(UNDISTURBED, port) + each(listeners, entrance),
            "%s:PLAINTEXT,%s:PLAINTEXT,".formatted(UNDISTURBED, CONTROLLER)
                + listeners.keySet().stream()
                    .map(client -> name(client) + ":PLAINTEXT")
                    .collect(joining(",")));
  }

  /** Prepares the folder of the broker with these properties. */
  static void format(Path properties) {
    var arguments =
        List.of(
            "format", "--cluster-id", "4L6g3nShT-eMCtK--X86sw", "--config", properties.toString());
    try {
      new Node("kafka-storage", Java.ofProduct(128, "kafka.tools.StorageTool", arguments), Map.of())
          .run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String each(Map<String, Integer> listeners, UnaryOperator<String> address) {
    return listeners.keySet().stream()
        .map(client -> name(client) + "://" + address.apply(client))
        .collect(joining(","));
  }

  private static String name(String client) {
    return client.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
