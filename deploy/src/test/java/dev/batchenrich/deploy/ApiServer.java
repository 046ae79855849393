package dev.batchenrich.deploy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * As much of Kubernetes' API as kubectl needs to make documents and to get them again. It keeps
 * them as they come and acts on none.
 */
final class ApiServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** By the version of their API, such as {@code apps/v1}. */
  private final Map<String, Set<String>> kinds;

  private final Map<String, JsonNode> documents = new ConcurrentSkipListMap<>();
  private final Javalin server;

  /** Knows the kinds of {@code examples}. */
  ApiServer(List<JsonNode> examples) {
    kinds =
        examples.stream()
            .collect(
                groupingBy(
                    document -> document.path("apiVersion").asText(),
                    mapping(Manifests::kind, toSet())));
    server = Javalin.create(this::configure).start("127.0.0.1", 0);
  }

  /** The settings by which kubectl finds it. */
  String kubeconfig() {
    return """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{name: here, context: {cluster: here, user: here}}]
        clusters: [{name: here, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: here, user: {}}]
        """
        .formatted(server.port());
  }

  /** What was made so far. */
  Manifests made() {
    return new Manifests(List.copyOf(documents.values()));
  }

  /** Takes {@code document} for the one of its kind and name. */
  void replace(JsonNode document) {
    documents.replaceAll((path, made) -> isSame(made, document) ? document : made);
  }

  private static boolean isSame(JsonNode one, JsonNode other) {
    return Manifests.kind(one).equals(Manifests.kind(other))
        && Manifests.name(one).equals(Manifests.name(other));
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.routes.get(
        "/api",
        request -> answer(request, Map.of("kind", "APIVersions", "versions", Set.of("v1"))));
    config.routes.get("/apis", request -> answer(request, groups()));
    config.routes.get("/api/v1", request -> answer(request, resources("v1")));
    config.routes.get(
        "/apis/{group}/{version}",
        request ->
            answer(
                request,
                resources(request.pathParam("group") + "/" + request.pathParam("version"))));
    // No schema: documents are held against types elsewhere.
    config.routes.get("/openapi/v2", request -> request.result(""));
    config.routes.get("/openapi/v3", request -> answer(request, Map.of("paths", Map.of())));
    config.routes.get("/api/v1/<path>", request -> get(request, request.pathParam("path")));
    config.routes.get(
        "/apis/{group}/{version}/<path>", request -> get(request, request.pathParam("path")));
    config.routes.post("/*", this::make);
  }

  private Object groups() {
    var groups =
        kinds.keySet().stream()
            .filter(version -> version.contains("/"))
            .map(
                version -> {
                  var names = version.split("/", 2);
                  var named = Map.of("groupVersion", version, "version", names[1]);
                  return Map.of(
                      "name", names[0], "versions", Set.of(named), "preferredVersion", named);
                })
            .toList();
    return Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", groups);
  }

  private Object resources(String version) {
    var resources =
        kinds.getOrDefault(version, Set.of()).stream()
            .map(
                kind ->
                    Map.of(
                        "name", plural(kind),
                        "singularName", kind.toLowerCase(Locale.ROOT),
                        "namespaced", !kind.equals("Namespace"),
                        "kind", kind,
                        "verbs", Set.of("create", "get", "list", "patch")))
            .toList();
    return Map.of(
        "kind",
        "APIResourceList",
        "apiVersion",
        "v1",
        "groupVersion",
        version,
        "resources",
        resources);
  }

  /** As Kubernetes has it for the kinds in use. */
  private static String plural(String kind) {
    var name = kind.toLowerCase(Locale.ROOT);
    return name.endsWith("y")
        ? name.substring(0, name.length() - 1) + "ies"
        : name + (name.endsWith("s") ? "es" : "s");
  }

  /** One of a kind, or all: {@code [namespaces/<namespace>/]<kind>[/<name>]}. */
  private void get(Context request, String path) {
    if (path.split("/", -1).length % 2 == 0) {
      var document = documents.get(request.path());
      if (document == null) {
        throw new NotFoundResponse();
      }
      answer(request, document);
    } else {
      var items =
          documents.entrySet().stream()
              .filter(document -> document.getKey().startsWith(request.path() + "/"))
              .map(Map.Entry::getValue)
              .toList();
      answer(request, Map.of("kind", "List", "apiVersion", "v1", "items", items));
    }
  }

  private void make(Context request) throws JsonProcessingException {
    var document = JSON.readTree(request.body());
    documents.put(request.path() + "/" + Manifests.name(document), document);
    answer(request.status(HttpStatus.CREATED), document);
  }

  private static void answer(Context request, Object body) {
    request.contentType("application/json").result(JSON.valueToTree(body).toString());
  }

  @Override
  public void close() {
    server.stop();
  }
}
