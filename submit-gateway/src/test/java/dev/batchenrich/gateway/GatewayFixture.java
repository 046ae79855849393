package dev.batchenrich.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.contract.topic.TopicCreation;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import dev.batchenrich.gateway.results.ResultsLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Gateways on a broker, a caller's side of HTTP, and the pipeline's side of Kafka. */
final class GatewayFixture implements AutoCloseable {

  static final int PARTITIONS = 3;

  private static final Duration NO_DELAY = Duration.ZERO;
  private static final int NO_LIMIT = 0;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String bootstrapServers;
  private final Path folder;
  private final List<Gateway> gateways = new ArrayList<>();

  GatewayFixture(String bootstrapServers, Path folder) {
    this.bootstrapServers = bootstrapServers;
    this.folder = folder;
  }

  /** A key of a new account of that name. */
  String keyOf(String account) {
    try {
      var key = ApiKeyFile.newKey();
      new ApiKeyFile(apiKeys()).add(account, key);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void createTopics() throws Exception {
    try (var admin = Admin.create(clientProperties())) {
      TopicCreation.createMissing(
          admin, Stream.of(Topic.values()).map(t -> t.create(PARTITIONS, (short) 1)).toList());
    }
  }

  /** Changes a setting of a topic. */
  void set(Topic topic, String key, String value) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    var change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    try (var admin = Admin.create(clientProperties())) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }
  }

  /** A gateway that listens; perhaps it is not ready yet. */
  Gateway start(String instanceId, Clock clock) {
    return start(config(instanceId), clock);
  }

  Gateway start(GatewayConfig config, Clock clock) {
    var gateway = Gateway.start(config, clock);
    gateways.add(gateway);
    return gateway;
  }

  Gateway startReady(String instanceId) throws InterruptedException {
    return startReady(instanceId, Clock.systemUTC());
  }

  Gateway startReady(String instanceId, Clock clock) throws InterruptedException {
    return startReady(config(instanceId), clock);
  }

  Gateway startReady(GatewayConfig config, Clock clock) throws InterruptedException {
    var gateway = start(config, clock);
    assertThat(gateway.awaitReady(Duration.ofSeconds(30))).isTrue();
    return gateway;
  }

  GatewayConfig config(String instanceId) {
    return config(instanceId, new ResultsLocation.Folder(resultsDir()));
  }

  GatewayConfig config(String instanceId, @Nullable DirectorySettings directory) {
    return config(
        instanceId, null, directory, new ResultsLocation.Folder(resultsDir()), NO_DELAY, NO_LIMIT);
  }

  GatewayConfig config(String instanceId, ResultsLocation results) {
    return config(instanceId, null, null, results, NO_DELAY, NO_LIMIT);
  }

  GatewayConfig configWithMetrics(String instanceId) {
    return config(
        instanceId, 0, null, new ResultsLocation.Folder(resultsDir()), NO_DELAY, NO_LIMIT);
  }

  GatewayConfig configWithDelay(String instanceId, Duration shutdownDelay) {
    var results = new ResultsLocation.Folder(resultsDir());
    return config(instanceId, null, null, results, shutdownDelay, NO_LIMIT);
  }

  /** One that also answers look-ups from {@code directory}. */
  GatewayConfig configWithLimit(
      String instanceId, @Nullable DirectorySettings directory, int requestsPerMinute) {
    var results = new ResultsLocation.Folder(resultsDir());
    return config(instanceId, null, directory, results, NO_DELAY, requestsPerMinute);
  }

  private GatewayConfig config(
      String instanceId,
      @Nullable Integer metricsPort,
      @Nullable DirectorySettings directory,
      ResultsLocation results,
      Duration shutdownDelay,
      int requestsPerMinute) {
    return new GatewayConfig(
        "127.0.0.1",
        0,
        metricsPort,
        Map.of("bootstrap.servers", bootstrapServers),
        apiKeys(),
        folder.resolve("link-secret"),
        dataDir(instanceId),
        results,
        null,
        instanceId,
        directory,
        WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, false),
        requestsPerMinute,
        shutdownDelay,
        Duration.ofSeconds(10));
  }

  Path apiKeys() {
    return folder.resolve("api-keys");
  }

  Path dataDir(String instanceId) {
    return folder.resolve(instanceId);
  }

  Path resultsDir() {
    return folder.resolve("results");
  }

  static HttpRequest.Builder request(Gateway gateway, String pathOrUrl) {
    return request(address(gateway), pathOrUrl);
  }

  static HttpRequest.Builder request(URI gateway, String pathOrUrl) {
    return HttpRequest.newBuilder(gateway.resolve(pathOrUrl)).timeout(Duration.ofSeconds(60));
  }

  /** A submission as a well-behaved client sends it. */
  static HttpRequest.Builder submission(Gateway gateway, String key, String entity, String body) {
    return submission(address(gateway), key, entity, body);
  }

  static HttpRequest.Builder submission(URI gateway, String key, String entity, String body) {
    return request(gateway, "/batch/%s/enrich".formatted(entity))
        .header("Authorization", "Bearer " + key)
        .header("x-api-version", "2025-11-01")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static URI address(Gateway gateway) {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }

  static String domains(int count) {
    return IntStream.range(0, count)
        .mapToObj("\"company-%d.example\""::formatted)
        .collect(joining(",", "{\"domains\":[", "]}"));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> download(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> submit(Gateway gateway, String key) throws Exception {
    return send(submission(gateway, key, "company", domains(3)));
  }

  HttpResponse<String> get(Gateway gateway, String key, String path) throws Exception {
    return send(request(gateway, path).header("Authorization", "Bearer " + key));
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return MAPPER.readTree(response.body());
  }

  static String batchId(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return json(response).get("batch_id").textValue();
  }

  /** Publishes a message as the enrich job would: partitioned by account. */
  void publish(JobStatus status) throws Exception {
    publish(Topic.STATUS, status.batch().accountId(), status.batch().batchId(), status);
  }

  /** Publishes a message as the webhooks job would: partitioned by batch. */
  void publish(WebhookAttempt attempt) throws Exception {
    publish(Topic.WEBHOOK_DELIVERIES, attempt.batchId(), attempt.batchId(), attempt);
  }

  private void publish(Topic topic, String partitionedBy, String batchId, Record message)
      throws Exception {
    var partition = Topic.partitionOf(partitionedBy, PARTITIONS);
    publish(new ProducerRecord<>(topic.topicName(), partition, batchId, Json.write(message)));
  }

  void publish(ProducerRecord<String, byte[]> message) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            clientProperties(), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(message).get();
    }
  }

  /** All committed messages of a topic. */
  <T extends Record> List<T> read(Topic topic, Class<T> type) {
    return records(topic).stream()
        .filter(record -> record.value() != null)
        .map(record -> Json.read(record.value(), type))
        .toList();
  }

  /** All committed records of a topic, tombstones included. */
  List<ConsumerRecord<String, byte[]>> records(Topic topic) {
    var config = clientProperties();
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
              .toList();
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  Map<String, Object> clientProperties() {
    return new HashMap<>(Map.of("bootstrap.servers", bootstrapServers));
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public void close() {
    gateways.forEach(Gateway::close);
  }
}
