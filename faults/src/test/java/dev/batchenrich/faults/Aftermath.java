package dev.batchenrich.faults;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.batchenrich.contract.kafka.WholeTopic;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.pipeline.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the topics and the bucket say when all is over. */
final class Aftermath {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ConsumerRecord<byte[], byte[]>> entries;
  private final List<ConsumerRecord<byte[], byte[]>> statuses;
  private final List<ConsumerRecord<byte[], byte[]>> deadLetters;
  private final Path results;

  Aftermath(String bootstrapServers, Path results) {
    var client = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
    entries = WholeTopic.read(client, Topic.JOBS);
    statuses = WholeTopic.read(client, Topic.STATUS);
    deadLetters = WholeTopic.read(client, Topic.DEAD_LETTERS);
    this.results = results;
  }

  void requireNoDeadLetters() {
    assertThat(deadLetters).isEmpty();
  }

  /** Every batch was confirmed once, and each confirmed one is one of the load. */
  void requireNothingLostOrDoubled(List<LoadBatch> batches) {
    assertThat(confirmed().keySet())
        .containsExactlyInAnyOrderElementsOf(batches.stream().map(LoadBatch::id).toList());
  }

  /** One object of results for each batch, and it was there when its end was told. */
  void requireFilesBeforeStatuses(List<LoadBatch> batches) throws IOException {
    var ends = ends();
    for (var batch : batches) {
      var folder = results.resolve(Objects.requireNonNull(batch.id()));
      try (var files = Files.list(folder)) {
        assertThat(files.filter(Files::isRegularFile).toList())
            .as(batch.name())
            .singleElement()
            .satisfies(
                file ->
                    assertThat(Files.getLastModifiedTime(file).toMillis())
                        .as("%s: file before status", batch.name())
                        .isLessThanOrEqualTo(
                            Objects.requireNonNull(ends.get(batch.id())).timestamp()));
      }
    }
  }

  /** Every webhook that came tells what the file holds, and one came for each batch. */
  void requireWebhooks(List<LoadBatch> batches, List<WebhookReceiver.Call> calls) throws Exception {
    var counts = new HashMap<String, Integer>();
    for (var call : calls) {
      assertThat(call.header("webhook-signature")).contains(signature(call));
      var job = JSON.readTree(call.body());
      var before =
          counts.put(job.path("batch_id").asText(), job.path("entities_fulfilled").asInt());
      assertThat(before).isIn(null, job.path("entities_fulfilled").asInt());
    }
    assertThat(counts)
        .isEqualTo(batches.stream().collect(Collectors.toMap(LoadBatch::id, LoadBatch::lines)));
  }

  /** What it is signed with; many are older than a receiver would take by now. */
  private static String signature(WebhookReceiver.Call call) throws WebhookSigningException {
    return new Webhook(Secrets.WEBHOOK_SECRET)
        .sign(
            call.header("webhook-id"),
            Long.parseLong(call.header("webhook-timestamp")),
            call.body());
  }

  /** The most batches of one account that were active at a time. */
  int mostActive() {
    var ends = ends();
    var most = 0;
    for (var own :
        confirmed().values().stream()
            .collect(groupingBy(record -> entry(record).batch().accountId()))
            .values()) {
      var changes = new ArrayList<Change>();
      for (var begin : own) {
        changes.add(new Change(begin.timestamp(), 1));
        var end = ends.get(entry(begin).batch().batchId());
        if (end != null) {
          changes.add(new Change(end.timestamp(), -1));
        }
      }
      changes.sort(Comparator.comparingLong(Change::at).thenComparingInt(Change::by));
      var active = 0;
      for (var change : changes) {
        active += change.by();
        most = Math.max(most, active);
      }
    }
    return most;
  }

  private record Change(long at, int by) {}

  /** The records that confirm a batch, by batch id; LogAppendTime says when. */
  private Map<String, ConsumerRecord<byte[], byte[]>> confirmed() {
    var confirmed = new LinkedHashMap<String, ConsumerRecord<byte[], byte[]>>();
    for (var record : entries) {
      if (record.value() != null && entry(record).kind() == JobEntry.Kind.CONFIRMATION) {
        confirmed.putIfAbsent(entry(record).batch().batchId(), record);
      }
    }
    return confirmed;
  }

  /** The first records that tell the end of a batch, by batch id. */
  private Map<String, ConsumerRecord<byte[], byte[]>> ends() {
    var ends = new HashMap<String, ConsumerRecord<byte[], byte[]>>();
    for (var record : statuses) {
      var status = Json.read(record.value(), JobStatus.class);
      if (status.status().isTerminal()) {
        ends.putIfAbsent(status.batch().batchId(), record);
      }
    }
    return ends;
  }

  private static JobEntry entry(ConsumerRecord<byte[], byte[]> record) {
    return Json.read(record.value(), JobEntry.class);
  }
}
