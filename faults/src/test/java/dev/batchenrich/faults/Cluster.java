package dev.batchenrich.faults;

import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.company.Companies;
import dev.batchenrich.contract.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that a cluster has, each part a process of its own: a Kafka broker, ZooKeeper, a
 * JobManager, two TaskManagers, two gateways and an S3 API. They meet each other through networks
 * that can be disturbed.
 */
final class Cluster implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Longer than a start takes on a busy machine: otherwise no start would ever come to its end. */
  private static final Duration LIVENESS = Duration.ofMinutes(3);

  static final String BROKER = "broker";
  static final String JOB_MANAGER = "jobmanager";
  static final String S3 = "s3";
  static final List<String> TASK_MANAGERS = List.of("taskmanager-1", "taskmanager-2");
  static final List<String> GATEWAYS = List.of("gateway-1", "gateway-2");

  private static final String ZOOKEEPER = "zookeeper";

  /**
   * A day in milliseconds. A JobManager whose session has expired leaves the folder of the election
   * empty; if ZooKeeper clears it away, by default once a minute, it never leads again.
   *
   * @see <a href="https://issues.apache.org/jira/browse/CURATOR-724">CURATOR-724</a>
   */
  private static final String KEEP_EMPTY_CONTAINERS = "-Dznode.container.checkIntervalMs=86400000";

  private static final String LOCALHOST = "127.0.0.1:";
  private static final String BUCKET = "batch-enrich";
  private static final String RESULTS = "s3://" + BUCKET + "/results";

  private final Path folder;
  private final Secrets secrets;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, FaultProxy> links = new LinkedHashMap<>();
  private final Map<String, Integer> metricsPorts = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int s3Port = Ports.free();
  private final int brokerPort = Ports.free();
  private final int restPort = Ports.free();
  private long jobManagerSeenAt;

  /** Prepares what is to run in {@code folder}. */
  Cluster(Path folder, Secrets secrets) throws IOException {
    this.folder = folder;
    this.secrets = secrets;
    defineS3();
    var listeners = new LinkedHashMap<String, Integer>();
    Stream.concat(GATEWAYS.stream(), Stream.of("flink"))
        .forEach(client -> listeners.put(client, Ports.free()));
    listeners.forEach((client, port) -> link(client + " to broker", port));
    defineBroker(listeners);
    defineFlink();
    for (var gateway : GATEWAYS) {
      defineGateway(gateway);
    }
  }

  /** Starts everything with a directory of {@link Companies}; returns when batches are taken. */
  void start() throws Exception {
    startServices();
    batchEnrich(
        "init",
        "--kafka.bootstrap.servers=" + bootstrapServers(),
        "--submission-partitions=5",
        "--partitions=3",
        "--replication-factor=1",
        "--min-insync-replicas=1");
    GATEWAYS.forEach(name -> node(name).start());
    submitJobs();
    await().atMost(PATIENCE).until(() -> GATEWAYS.stream().allMatch(this::isReady));
    jobManagerSeenAt = System.nanoTime();
  }

  /** Starts what is not the product's, and makes the directory; there are no topics and no jobs. */
  void startServices() throws Exception {
    var dump = Companies.dump(folder.resolve("companies.jsonl"));
    batchEnrich("import", "--to", directory(), dump.toString());
    Stream.of(S3, BROKER, ZOOKEEPER, JOB_MANAGER).forEach(name -> node(name).start());
    TASK_MANAGERS.forEach(name -> node(name).start());
    await()
        .atMost(PATIENCE)
        .until(() -> get(rest("/overview")).body().contains("\"slots-total\":6"));
  }

  Node node(String name) {
    var node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("there is no node " + name);
    }
    return node;
  }

  Map<String, FaultProxy> links() {
    return links;
  }

  /** Where callers find a gateway. */
  URI gateway(String name) {
    return URI.create("http://" + entrance("client to " + name));
  }

  /** Where a gateway or a process of Flink tells its metrics on this machine. */
  int metricsPort(String node) {
    return metricsPorts.computeIfAbsent(node, name -> Ports.free());
  }

  /** For those who look at the topics undisturbed. */
  String bootstrapServers() {
    return LOCALHOST + brokerPort;
  }

  /** The folder whose files are the objects with results. */
  Path results() {
    return folder.resolve("s3").resolve(BUCKET).resolve("results");
  }

  /** What a TaskManager keeps on its disk. */
  Path disk(String taskManager) {
    return folder.resolve(taskManager);
  }

  /**
   * What a supervisor does: starts what has ended by itself, and the JobManager anew if it has not
   * answered for minutes. Returns the names.
   */
  List<String> supervise() throws InterruptedException {
    if (get(rest("/jobs/overview")).status() == 200) {
      jobManagerSeenAt = System.nanoTime();
    } else if (System.nanoTime() - jobManagerSeenAt > LIVENESS.toNanos()) {
      node(JOB_MANAGER).kill();
      jobManagerSeenAt = System.nanoTime();
    }
    var ended =
        nodes.entrySet().stream().filter(node -> !node.getValue().isAlive()).map(Map.Entry::getKey);
    return ended.peek(name -> node(name).start()).toList();
  }

  private void defineS3() throws IOException {
    Files.createDirectories(folder.resolve("s3").resolve(BUCKET));
    var settings =
        Files.write(
            folder.resolve("s3proxy.properties"),
            List.of(
                "s3proxy.endpoint=http://" + LOCALHOST + s3Port,
                "s3proxy.authorization=aws-v4",
                "s3proxy.identity=" + S3Server.ACCESS_KEY,
                "s3proxy.credential=" + S3Server.SECRET_KEY,
                "jclouds.provider=filesystem-nio2",
                "jclouds.filesystem.basedir=" + folder.resolve("s3").toAbsolutePath()));
    define(
        S3,
        List.of("-Xmx256m", "-jar", Java.S3PROXY.toString(), "--properties", settings.toString()),
        Map.of());
    link("flink to s3", s3Port);
    GATEWAYS.forEach(gateway -> link(gateway + " to s3", s3Port));
  }

  private void defineBroker(Map<String, Integer> listeners) throws IOException {
    var properties =
        Files.writeString(
            folder.resolve("server.properties"),
            KafkaServer.properties(
                folder.resolve("kafka"),
                brokerPort,
                listeners,
                client -> entrance(client + " to broker")));
    KafkaServer.format(properties);
    define(BROKER, Java.ofProduct(512, "kafka.Kafka", List.of(properties.toString())), Map.of());
  }

  private void defineFlink() throws IOException {
    var electionPort = Ports.free();
    var zookeeper = Files.createDirectories(folder.resolve(ZOOKEEPER));
    var settings =
        Files.writeString(
            zookeeper.resolve("zoo.cfg"),
            """
            tickTime=2000
            clientPort=%d
            clientPortAddress=127.0.0.1
            admin.enableServer=false
            dataDir=%s
            """
                .formatted(electionPort, zookeeper.resolve("data")));
    define(
        ZOOKEEPER,
        Java.join(
            List.of(KEEP_EMPTY_CONTAINERS),
            Java.ofFlink(
                64,
                "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                List.of("--zkConfigFile", settings.toString(), "--peerId", "1"))),
        Map.of());
    link("flink to zookeeper", electionPort);
    var rpcPort = Ports.free();
    link("taskmanagers to jobmanager", rpcPort);
    Files.writeString(
        folder.resolve("config.yaml"),
        FlinkSettings.yaml(
            Map.ofEntries(
                Map.entry("zookeeper", entrance("flink to zookeeper")),
                Map.entry("s3", entrance("flink to s3")),
                Map.entry("rpc", String.valueOf(port("taskmanagers to jobmanager"))),
                Map.entry("rpc-bind", String.valueOf(rpcPort)),
                Map.entry("rest", String.valueOf(restPort)),
                Map.entry("bucket", BUCKET))));
    define(
        JOB_MANAGER,
        Java.ofFlink(
            320,
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            Java.join(
                List.of("--configDir", folder.toString()),
                FlinkSettings.metricsAt(metricsPort(JOB_MANAGER)))),
        flinkEnvironment());
    for (var taskManager : TASK_MANAGERS) {
      var dataPort = Ports.free();
      link("data to " + taskManager, dataPort);
      define(
          taskManager,
          Java.ofFlink(
              512,
              "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
              Java.join(
                  Java.join(
                      List.of("--configDir", folder.toString()),
                      FlinkSettings.metricsAt(metricsPort(taskManager))),
                  FlinkSettings.ofTaskManager(
                      taskManager, disk(taskManager), port("data to " + taskManager), dataPort))),
          flinkEnvironment());
    }
  }

  private void defineGateway(String name) {
    var port = Ports.free();
    link("client to " + name, port);
    define(
        name,
        Java.ofProduct(
            256,
            "dev.batchenrich.gateway.GatewayMain",
            List.of(
                "--port", String.valueOf(port),
                "--metrics-port", String.valueOf(metricsPort(name)),
                "--instance-id", name,
                "--kafka.bootstrap.servers", entrance(name + " to broker"),
                "--api-keys", secrets.apiKeys().toString(),
                "--link-secret", secrets.linkSecret().toString(),
                "--data-dir", folder.resolve(name).toString(),
                "--results", RESULTS,
                "--s3-path-style", "true",
                "--allow-private-webhooks", "true")),
        Map.of(
            "AWS_REGION", S3Server.REGION,
            "AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY,
            "AWS_EC2_METADATA_DISABLED", "true",
            "AWS_ENDPOINT_URL_S3", "http://" + entrance(name + " to s3")));
  }

  private void submitJobs() throws Exception {
    var kafka = List.of("--kafka.bootstrap.servers", entrance("flink to broker"));
    flinkRun(
        "EnrichMain",
        2,
        Java.join(kafka, List.of("--directory", "local:" + directory(), "--results", RESULTS)));
    flinkRun(
        "WebhooksMain",
        1,
        Java.join(
            kafka,
            List.of(
                "--public-url", gateway(GATEWAYS.get(0)).toString(),
                "--link-secret", secrets.linkSecret().toString(),
                "--webhook-secrets", secrets.webhookSecrets().toString(),
                "--webhook.retries", "1 s;2 s;5 s;10 s;10 s;10 s;10 s;10 s;10 s",
                "--webhook.allow-private", "true")));
  }

  private void flinkRun(String main, int parallelism, List<String> options) throws Exception {
    var command =
        List.of(
            "run",
            "--detached",
            "--parallelism",
            String.valueOf(parallelism),
            "--class",
            "dev.batchenrich.pipeline." + main,
            Java.jobJar().toString());
    new Node(
            "flink-run",
            Java.ofFlink(
                256, "org.apache.flink.client.cli.CliFrontend", Java.join(command, options)),
            flinkEnvironment())
        .run();
  }

  /** What tells programs of Flink where its settings are. */
  Map<String, String> flinkEnvironment() {
    return Map.of(
        "FLINK_CONF_DIR", folder.toString(),
        "FLINK_PLUGINS_DIR", Java.PLUGINS.toAbsolutePath().toString());
  }

  private void batchEnrich(String... arguments) throws InterruptedException {
    var jar = Java.STANDALONE.resolve("batch-enrich.jar").toString();
    new Node("batch-enrich", Java.join(List.of("-jar", jar), List.of(arguments)), Map.of()).run();
  }

  String directory() {
    return folder.resolve("directory").toString();
  }

  private void define(String name, List<String> command, Map<String, String> environment) {
    nodes.put(name, new Node(name, command, environment));
  }

  private void link(String name, int port) {
    links.put(name, new FaultProxy(port));
  }

  private int port(String link) {
    var proxy = links.get(link);
    if (proxy == null) {
      throw new IllegalArgumentException("there is no link " + link);
    }
    return proxy.port();
  }

  private String entrance(String link) {
    return LOCALHOST + port(link);
  }

  private URI rest(String path) {
    return URI.create("http://" + LOCALHOST + restPort + path);
  }

  private boolean isReady(String gateway) {
    try {
      return get(gateway(gateway).resolve("/health/ready")).status() == 200;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Answer(int status, String body) {}

  /** What is there, or an answer of status 0. */
  private Answer get(URI uri) throws InterruptedException {
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Answer(0, "");
    }
  }

  @Override
  public void close() throws Exception {
    for (var node : nodes.values()) {
      if (node.isAlive()) {
        node.kill();
      }
    }
    for (var link : links.values()) {
      link.close();
    }
  }
}
