package dev.batchenrich.faults;

import dev.batchenrich.contract.page.Page;
import dev.batchenrich.contract.s3.S3Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How the Flink processes are set up, as docs/cluster.md recommends. */
final class FlinkSettings {

  private FlinkSettings() {}

  /** The file {@code config.yaml}; {@code places} say where things are. */
  static String yaml(Map<String, String> places) {
    var text =
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.bind-port: {rpc-bind}
        jobmanager.memory.process.size: 768m
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: {rest}
        high-availability.type: zookeeper
        high-availability.zookeeper.quorum: {zookeeper}
        high-availability.zookeeper.client.session-timeout: 10 s
        high-availability.zookeeper.client.connection-timeout: 5 s
        high-availability.zookeeper.client.tolerate-suspended-connections: true
        high-availability.jobmanager.port: {rpc}
        high-availability.storageDir: s3://{bucket}/ha
        heartbeat.interval: 2 s
        heartbeat.timeout: 10 s
        restart-strategy.type: exponential-delay
        restart-strategy.exponential-delay.max-backoff: 10 s
        restart-strategy.exponential-delay.reset-backoff-threshold: 1 min
        execution.checkpointing.dir: s3://{bucket}/checkpoints
        execution.checkpointing.timeout: 1 min
        metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
        taskmanager.host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 3
        taskmanager.network.memory.buffer-debloat.enabled: true
        taskmanager.network.memory.buffer-debloat.target: 500 ms
        """
            + s3();
    for (var place : places.entrySet()) {
      text = text.replace("{" + place.getKey() + "}", place.getValue());
    }
    return text;
  }

  /** As the page has it, with keys and not with the role of a service account. */
  private static String s3() {
    return new Page("docs/cluster.md")
        .block("yaml", "# Without keys here")
        .replaceFirst("(?m)^fs\\.s3a\\.aws\\.credentials\\.provider: .*\n", "")
        .replace("s3.access-key: ...", "s3.access-key: " + S3Server.ACCESS_KEY)
        .replace("s3.secret-key: ...", "s3.secret-key: " + S3Server.SECRET_KEY)
        .replace("https://s3.example.com", "http://{s3}");
  }

  /** Where a process tells its metrics. */
  static List<String> metricsAt(int port) {
    return List.of("-D", "metrics.reporter.prom.port=" + port);
  }

  /** What one TaskManager has of its own. */
  static List<String> ofTaskManager(String name, Path disk, int port, int bindPort) {
    return Stream.of(
            "taskmanager.resource-id=" + name,
            "io.tmp.dirs=" + disk,
            "taskmanager.data.port=" + port,
            "taskmanager.data.bind-port=" + bindPort,
            "taskmanager.cpu.cores=2",
            "taskmanager.memory.framework.heap.size=128m",
            "taskmanager.memory.framework.off-heap.size=64m",
            "taskmanager.memory.task.heap.size=384m",
            "taskmanager.memory.task.off-heap.size=0",
            "taskmanager.memory.managed.size=16m",
            "taskmanager.memory.network.min=48m",
            "taskmanager.memory.network.max=48m",
            "taskmanager.memory.jvm-metaspace.size=256m",
            "taskmanager.memory.jvm-overhead.min=64m",
            "taskmanager.memory.jvm-overhead.max=64m")
        .flatMap(setting -> Stream.of("-D", setting))
        .toList();
  }
}
