package dev.batchenrich.standalone.broker;

import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.contract.topic.TopicCreation;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The product's topics on a single node. */
public final class Topics {

  private static final int LIMIT_MILLIS = 30_000;
  private static final short REPLICAS = 1;

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
      TopicCreation.createMissing(
          admin,
          Arrays.stream(Topic.values()).map(t -> t.create(partitions(t), REPLICAS)).toList());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics cannot be created", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating the topics", e);
    }
  }

  static int partitions(Topic topic) {
    return switch (topic) {
      case SUBMISSIONS -> 8;
      case JOBS, STATUS, WEBHOOK_REQUESTS, WEBHOOK_DELIVERIES -> 4;
      case DEAD_LETTERS -> 1;
    };
  }
}
