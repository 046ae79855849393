package dev.batchenrich.directory.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.FieldSelection;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.SubmittedIdentifiers;
import dev.batchenrich.directory.cache.CacheSettings;
import dev.batchenrich.directory.local.DirectoryImport;
import dev.batchenrich.directory.local.LocalDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** An enrichment API over a local directory, which can be made to misbehave. */
public final class UpstreamServer implements AutoCloseable {

  public static final String KEY = "key-of-the-upstream";

  /** What happens instead of an answer, or before it. */
  public interface Mishap {

    /**
     * Returns true if it has answered. {@code call} counts from 1; the body of the request can be
     * read.
     */
    boolean befalls(HttpExchange exchange, int call) throws Exception;
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Directory records;
  private final Mishap mishap;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger atOnce = new AtomicInteger();

  public final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  /** Spellings that it takes for an error of the caller's: a call with one of them is refused. */
  final Set<String> refused = ConcurrentHashMap.newKeySet();

  public UpstreamServer(Path folder, List<String> records, Mishap mishap) throws IOException {
    this(0, folder, records, mishap);
  }

  /** At a port that was found to be free; 0 for any. */
  public UpstreamServer(int port, Path folder, List<String> records, Mishap mishap)
      throws IOException {
    this.records = directory(folder, records);
    this.mishap = mishap;
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
    server.setExecutor(threads);
    server.createContext("/base", this::handle);
    server.start();
  }

  static Directory directory(Path folder, List<String> records) throws IOException {
    var dump = Files.createTempFile(folder, "dump", ".jsonl");
    Files.write(dump, records.stream().map(record -> record.replace("\n", "")).toList());
    var made = folder.resolve("directory-of-" + dump.getFileName());
    new DirectoryImport(made, List.of(dump), true).run(bad -> {});
    return new LocalDirectory(made);
  }

  public String url() {
    return "http://127.0.0.1:%d/base/".formatted(server.getAddress().getPort());
  }

  DirectorySettings settings() {
    return new DirectorySettings(url(), null, 4, Duration.ofSeconds(2), 0, CacheSettings.NONE);
  }

  /** A directory of it that repeats nothing. */
  Directory open(DirectorySettings settings) {
    return UpstreamDirectory.open(settings, 1, Map.of(UpstreamKey.VARIABLE, KEY));
  }

  private void handle(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      exchange.setStreams(new ByteArrayInputStream(body), null);
      if (!mishap.befalls(exchange, calls.incrementAndGet())) {
        var request = MAPPER.readTree(body);
        requests.add(request);
        atOnce.decrementAndGet();
        if (isRefused(request)) {
          send(exchange, 422, "application/json", "{}".getBytes(UTF_8));
        } else {
          send(exchange, 200, "application/json", answer(exchange, request));
        }
        return;
      }
      atOnce.decrementAndGet();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isRefused(JsonNode request) {
    return StreamSupport.stream(request.spliterator(), false)
        .anyMatch(list -> texts(list).stream().anyMatch(refused::contains));
  }

  /** Answers with {@code body}. */
  public static void send(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private byte[] answer(HttpExchange exchange, JsonNode request) {
    var headers = exchange.getRequestHeaders();
    if (!("Bearer " + KEY).equals(headers.getFirst("Authorization"))
        || !"2025-11-01".equals(headers.getFirst("x-api-version"))) {
      throw new IllegalStateException("the call must have a key and a version");
    }
    var path = exchange.getRequestURI().getPath();
    var entity = path.equals("/base/person/enrich") ? Entity.PERSON : Entity.COMPANY;
    var type =
        entity.identifierTypes().stream()
            .filter(each -> request.has(each.wireName()))
            .findFirst()
            .orElseThrow();
    var spellings = texts(request.get(type.wireName()));
    var found = new SubmittedIdentifiers(entity, type, spellings).lookUpIn(records);
    return list(
        entity, type, spellings, found.toCompletableFuture().join(), texts(request.get("fields")));
  }

  private static byte[] list(
      Entity entity,
      IdentifierType type,
      List<String> spellings,
      List<@Nullable EntityRecord> found,
      List<String> fields) {
    var entries = new ArrayList<String>();
    for (var i = 0; i < found.size(); i++) {
      var record = found.get(i);
      entries.add(
          """
          {"matched_on":%s,"match_type":"%s","matches":[%s]}"""
              .formatted(
                  MAPPER.valueToTree(spellings.get(i)),
                  type.singular(),
                  record == null
                      ? ""
                      : "{\"confidence_score\":1.0,\"%s_data\":%s}"
                          .formatted(entity.wireName(), written(entity, record, fields))));
    }
    return ("[" + String.join(",", entries) + "]").getBytes(UTF_8);
  }

  static String written(Entity entity, EntityRecord record, List<String> fields) {
    var out = new ByteArrayOutputStream();
    new FieldSelection(entity, fields).write(record, out);
    return out.toString(UTF_8);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    records.close();
  }
}
