package dev.batchenrich.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.contract.topic.TopicCreation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {

  private static final TopicPartition DEAD_LETTERS =
      new TopicPartition(Topic.DEAD_LETTERS.topicName(), 0);

  private static final int PARTITIONS = 200;

  @TempDir Path folder;

  @Test
  void topicsAndCommittedRecordsOutliveACleanRestart() throws Exception {
    try (var broker = EmbeddedBroker.start(folder)) {
      Topics.createMissing(broker.bootstrapServers());
      commit(broker.bootstrapServers(), "one");
    }
    try (var broker = EmbeddedBroker.start(folder)) {
      Topics.createMissing(broker.bootstrapServers());
      commit(broker.bootstrapServers(), "two");

      assertThat(records(broker.bootstrapServers(), 2)).containsExactly("one", "two");
      assertThat(partitions(broker.bootstrapServers()))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "batch-submissions", 2,
                  "batch-cancellations", 1,
                  "batch-jobs", 2,
                  "batch-status", 2,
                  "batch-dead-letters", 1,
                  "webhook-requests", 2,
                  "webhook-deliveries", 2));
    }
  }

  @Test
  void acknowledgedRecordsOutliveACrash() throws Exception {
    var bootstrap = folder.resolve("bootstrap");
    var process = BrokerProcess.start(folder.resolve("kafka"), bootstrap);
    try {
      process.awaitStarted();
      commit(Files.readString(bootstrap), "before the crash");
    } finally {
      process.kill();
    }

    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      Topics.createMissing(broker.bootstrapServers());
      commit(broker.bootstrapServers(), "after the crash");

      assertThat(records(broker.bootstrapServers(), 2))
          .containsExactly("before the crash", "after the crash");
    }
  }

  @Test
  void aNewTopicCanBeWrittenToAtOnce() throws Exception {
    try (var broker = EmbeddedBroker.start(folder)) {
      Topics.createMissing(broker.bootstrapServers());
      var client = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
      var sent = new ArrayList<Future<?>>();
      try (var admin = Admin.create(client);
          var producer =
              new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>(DEAD_LETTERS.topic(), "connects")).get();
        TopicCreation.createMissing(admin, List.of(new NewTopic("new", PARTITIONS, (short) 1)));
        for (var i = 0; i < 10 * PARTITIONS; i++) {
          sent.add(producer.send(new ProducerRecord<>("new", i % PARTITIONS, "key", "value")));
        }
      }
      for (var each : sent) {
        each.get();
      }
    }
  }

  @Test
  void listensOnLoopbackOnly() {
    try (var broker = EmbeddedBroker.start(folder)) {
      assertThat(broker.bootstrapServers()).matches("127\\.0\\.0\\.1:\\d+");
    }
  }

  private static void commit(String bootstrapServers, String value) throws Exception {
    var config =
        Map.<String, Object>of("bootstrap.servers", bootstrapServers, "transactional.id", "test");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(DEAD_LETTERS.topic(), value)).get(10, TimeUnit.SECONDS);
      producer.commitTransaction();
    }
  }

  private static List<String> records(String bootstrapServers, int count) {
    var config =
        Map.<String, Object>of(
            "bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(DEAD_LETTERS));
      consumer.seekToBeginning(List.of(DEAD_LETTERS));
      while (values.size() < count) {
        consumer.poll(Duration.ofSeconds(1)).forEach(r -> values.add(r.value()));
      }
    }
    return values;
  }

  private static Map<String, Integer> partitions(String bootstrapServers) throws Exception {
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
      var names = admin.listTopics().names().get(10, TimeUnit.SECONDS);
      var counts = new HashMap<String, Integer>();
      admin
          .describeTopics(names)
          .allTopicNames()
          .get(10, TimeUnit.SECONDS)
          .forEach((name, topic) -> counts.put(name, topic.partitions().size()));
      return counts;
    }
  }
}
