package dev.batchenrich.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.standalone.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InitCommandIT {

  private static final String[] ONE_BROKER = {
    "--submission-partitions=6",
    "--partitions=3",
    "--replication-factor=1",
    "--min-insync-replicas=1"
  };

  private EmbeddedBroker broker;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void itCreatesTheTopicsThatAreMissingAndChangesNone() {
    assertThat(init(ONE_BROKER)).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "batch-submissions     6 partitions, 1 replicas: created",
            "batch-cancellations   1 partitions, 1 replicas: created",
            "batch-jobs            3 partitions, 1 replicas: created",
            "batch-status          3 partitions, 1 replicas: created",
            "batch-dead-letters    1 partitions, 1 replicas: created",
            "webhook-requests      3 partitions, 1 replicas: created",
            "webhook-deliveries    3 partitions, 1 replicas: created");

    assertThat(init(ONE_BROKER)).isZero();
    assertThat(out.toString().lines()).allMatch(line -> line.endsWith("was there"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aTopicThatIsNotAsItHasToBeIsToldInOneLine() throws Exception {
    init(ONE_BROKER);
    set("batch-jobs", "message.timestamp.type", "CreateTime");
    set("batch-status", "retention.ms", "-1");
    set("batch-submissions", "retention.ms", "1000");

    assertThat(init("--partitions=4", "--replication-factor=1", "--min-insync-replicas=1"))
        .isEqualTo(1);

    assertThat(err.toString().strip())
        .isEqualTo(
            "batch-enrich: batch-submissions has 6 partitions, not 16;"
                + " batch-submissions has retention.ms=1000, not 604800000;"
                + " batch-jobs has 3 partitions, not 4;"
                + " batch-jobs has message.timestamp.type=CreateTime, not LogAppendTime;"
                + " batch-status has 3 partitions, not 4;"
                + " webhook-requests has 3 partitions, not 4;"
                + " webhook-deliveries has 3 partitions, not 4");
  }

  @Test
  void whatTheClusterRefusesIsToldInOneLine() {
    assertThat(init()).isEqualTo(1);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("batch-enrich: the topics at " + broker.bootstrapServers())
        .contains("replication factor of 3");
  }

  private int init(String... options) {
    out = new StringWriter();
    err = new StringWriter();
    var arguments =
        Stream.concat(
            Stream.of("init", "--kafka.bootstrap.servers", broker.bootstrapServers()),
            Stream.of(options));
    return BatchEnrichMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private void set(String topic, String key, String value)
      throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }
  }
}
