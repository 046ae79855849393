package dev.batchenrich.standalone.broker;

import dev.batchenrich.contract.topic.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The product's topics on a single node. */
public final class Topics {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final short REPLICAS = 1;

  private Topics() {}

  /** Creates those that are missing and leaves the others as they are. */
  public static void createMissing(String bootstrapServers) {
    try (var admin =
        Admin.create(
            Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      var topics =
          Arrays.stream(Topic.values()).map(t -> t.create(partitions(t), REPLICAS)).toList();
      for (var created : admin.createTopics(topics).values().values()) {
        try {
          created.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new IllegalStateException("a topic cannot be created", e.getCause());
          }
        }
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("the topics were not created within " + LIMIT, e);
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
