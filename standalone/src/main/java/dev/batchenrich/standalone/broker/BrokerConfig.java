package dev.batchenrich.standalone.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.Utils;

/**
 * The settings of a single node that is broker and controller at once, sized for one machine.
 *
 * @param folder where it keeps everything
 * @param brokerPort for clients, on loopback
 * @param controllerPort for itself, on loopback
 */
record BrokerConfig(Path folder, int brokerPort, int controllerPort) {

  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";

  String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  Properties properties() {
    return Utils.mkProperties(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", String.valueOf(NODE_ID)),
            Map.entry("log.dirs", folder.toString()),
            // Static voters are read from here at every start, so the port may change between runs.
            Map.entry("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort),
            Map.entry("controller.listener.names", CONTROLLER),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
                    .formatted(brokerPort, CONTROLLER, controllerPort)),
            Map.entry(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT"),
            // After a crash the controller waits for the session of the broker that died.
            Map.entry("broker.session.timeout.ms", "2000"),
            Map.entry("broker.heartbeat.interval.ms", "400"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.num.partitions", "2"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            // A crash leaves the active segments to be read again: small ones are read quickly.
            Map.entry("log.segment.bytes", String.valueOf(64 << 20)),
            Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20)),
            // Its clients are few: more threads only wake each other more often.
            Map.entry("num.network.threads", "1"),
            Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "2"),
            Map.entry("metadata.log.max.record.bytes.between.snapshots", String.valueOf(1 << 20))));
  }
}
