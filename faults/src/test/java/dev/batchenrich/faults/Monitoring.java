package dev.batchenrich.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * HAProxy before the gateways of a cluster and Prometheus beside all of it, set up by the files
 * that come with the product, in which only the addresses are others.
 */
final class Monitoring implements AutoCloseable {

  private static final Path COMPOSE = Path.of("..", "deploy", "compose");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();
  private final int callersPort = Ports.free();
  private final int prometheusPort = Ports.free();

  Monitoring(Cluster cluster, Path folder) throws IOException {
    var addresses = new LinkedHashMap<String, String>();
    for (var gateway : Cluster.GATEWAYS) {
      addresses.put(gateway + ":8080", cluster.gateway(gateway).getAuthority());
      addresses.put(gateway + ":9464", local(cluster.metricsPort(gateway)));
    }
    addresses.put(Cluster.JOB_MANAGER + ":9249", local(cluster.metricsPort(Cluster.JOB_MANAGER)));
    for (var taskManager : Cluster.TASK_MANAGERS) {
      addresses.put(taskManager + ":9249", local(cluster.metricsPort(taskManager)));
    }
    var balancerMetrics = local(Ports.free());
    addresses.put("balancer:8405", balancerMetrics);
    addresses.put("bind :8405", "bind " + balancerMetrics);
    addresses.put("bind :8080", "bind " + local(callersPort));
    addresses.put("localhost:9090", local(prometheusPort));
    // There are no names to resolve.
    addresses.put("resolvers docker init-addr libc,none", "");
    addresses.put("scrape_interval: 5s", "scrape_interval: 1s");
    start(folder, "haproxy", "-db", "-f", place("haproxy.cfg", addresses, folder));
    start(
        folder,
        "prometheus",
        "--config.file=" + place("prometheus.yml", addresses, folder),
        "--storage.tsdb.path=" + folder.resolve("prometheus"),
        "--web.listen-address=" + local(prometheusPort));
  }

  /** Where callers find the balancer. */
  URI balancer() {
    return URI.create("http://" + local(callersPort));
  }

  /** The values that {@code query} has now, of each series one. */
  List<Double> ask(String query) throws IOException, InterruptedException {
    var values = new ArrayList<Double>();
    for (var series : get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))) {
      values.add(series.at("/value/1").asDouble(Double.NaN));
    }
    return values;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://%s/api/v1/%s".formatted(local(prometheusPort), path));
    var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body()).at("/data/result");
  }

  private static String place(String file, Map<String, String> addresses, Path folder)
      throws IOException {
    var text = Files.readString(COMPOSE.resolve(file));
    for (var address : addresses.entrySet()) {
      text = text.replace(address.getKey(), address.getValue());
    }
    return Files.writeString(folder.resolve(file), text).toString();
  }

  private void start(Path folder, String program, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(arguments));
    var ofSystem = Path.of("/usr/sbin", program);
    command.add(0, Files.exists(ofSystem) ? ofSystem.toString() : program);
    processes.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(program + ".log").toFile())
            .start());
  }

  private static String local(int port) {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() throws InterruptedException {
    for (var process : processes) {
      process.destroyForcibly().waitFor();
    }
  }
}
