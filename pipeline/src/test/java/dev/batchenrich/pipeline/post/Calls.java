package dev.batchenrich.pipeline.post;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.webhook.WebhookTargets;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Clients and receivers of one test, which are closed after it. */
final class Calls implements BeforeEachCallback, AfterEachCallback {

  static final WebhookTargets ANY = WebhookTargets.of("80", true);
  static final WebhookTargets PUBLIC = WebhookTargets.of("1-65535", false);
  static final Duration LONG = Duration.ofSeconds(15);
  static final Duration SHORT = Duration.ofSeconds(1);
  static final byte[] BODY = "{\"name\":\"Müller\"}".getBytes(UTF_8);

  private final FakeNames names = new FakeNames();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    names.set("127.0.0.1", "127.0.0.1");
    names.set("hooks.example.com", "127.0.0.1");
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (var each : opened) {
      each.close();
    }
  }

  FakeNames names() {
    return names;
  }

  WebhookClient client(WebhookTargets targets, Duration timeout, int maxConnections) {
    return opened(new WebhookClient(targets, names, timeout, maxConnections));
  }

  <T extends AutoCloseable> T opened(T resource) {
    opened.add(0, resource);
    return resource;
  }

  static PostResult post(WebhookClient client, URI url) throws Exception {
    return get(start(client, url));
  }

  static CompletableFuture<PostResult> start(WebhookClient client, URI url) {
    return client.post(url, Map.of("Content-Type", "application/json"), BODY).toCompletableFuture();
  }

  static PostResult get(CompletableFuture<PostResult> result) throws Exception {
    return result.get(30, TimeUnit.SECONDS);
  }
}
