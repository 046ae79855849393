package dev.batchenrich.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A batch whose transaction is on the log, and whose commit readers do not see yet. */
@ExtendWith(KafkaClusterExtension.class)
class UndecidedBatchIT {

  private static final String ID = "0b5f0b6e-7d1f-4d5c-9a52-3f5d1f6f7a11";
  private static final String ACCOUNT = "account";

  private GatewayFixture fixture;
  private Gateway gateway;
  private String key = "";

  @BeforeEach
  void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf(ACCOUNT);
    gateway = fixture.startReady("gateway-1");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void isNotSaidToBeMissing() throws Exception {
    try (var elsewhere =
        new KafkaProducer<>(transactional(), new StringSerializer(), new ByteArraySerializer())) {
      var partitions = elsewhere.partitionsFor(Topic.JOBS.topicName()).size();
      var partition = Topic.partitionOf(ACCOUNT, partitions);
      elsewhere.initTransactions();
      elsewhere.beginTransaction();
      elsewhere
          .send(
              new ProducerRecord<>(
                  Topic.JOBS.topicName(), partition, ID, Json.write(confirmation())))
          .get();

      assertThat(status()).isEqualTo(503);

      elsewhere.commitTransaction();
      assertThat(status()).isEqualTo(200);
    }
  }

  private int status() throws Exception {
    return fixture.get(gateway, key, "/batch/" + ID).statusCode();
  }

  private Map<String, Object> transactional() {
    var settings = new HashMap<>(fixture.clientProperties());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "elsewhere");
    return settings;
  }

  private static JobEntry confirmation() {
    var batch =
        new Batch(
            ID,
            ACCOUNT,
            Entity.COMPANY,
            Action.ENRICH,
            IdentifierType.DOMAINS,
            1,
            1,
            List.of(),
            null,
            Instant.parse("2026-01-01T00:00:00Z"));
    return new JobEntry(JobEntry.Kind.CONFIRMATION, "attempt", "fingerprint", batch);
  }
}
