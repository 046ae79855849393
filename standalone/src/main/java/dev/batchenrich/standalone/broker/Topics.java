package dev.batchenrich.standalone.broker;

import dev.batchenrich.contract.topic.TopicCreation;
import dev.batchenrich.contract.topic.TopicLayout;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The product's topics on a single node. */
public final class Topics {

  private static final int LIMIT_MILLIS = 30_000;

  /**
   * Each partition costs requests, and markers of transactions, and none makes a single node
   * faster. With two, readers go on with one while the other waits for a transaction to end.
   */
  private static final TopicLayout LAYOUT = new TopicLayout(2, 2, 1, 1);

  private Topics() {}

  /** Creates those that are missing and leaves the others as they are. */
  public static void createMissing(String bootstrapServers) {
    var properties =
        Map.<String, Object>of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            LIMIT_MILLIS);
    try (var admin = Admin.create(properties)) {
      TopicCreation.createMissing(admin, LAYOUT.topics());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics cannot be created", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating the topics", e);
    }
  }
}
