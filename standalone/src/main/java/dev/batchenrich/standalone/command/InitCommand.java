package dev.batchenrich.standalone.command;

import dev.batchenrich.contract.topic.TopicCheck;
import dev.batchenrich.contract.topic.TopicCreation;
import dev.batchenrich.contract.topic.TopicLayout;
import dev.batchenrich.standalone.CannotGoOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Prepares a Kafka cluster. */
@Command(
    name = "init",
    description = {
      "Creates the topics on a Kafka cluster, and checks those that are there.",
      "",
      "Nothing else ever creates a topic. It may be run again at any time: it changes no topic, and"
          + " fails if one is not as it has to be. --kafka.PROPERTY is a property of Kafka's admin"
          + " client, such as --kafka.security.protocol=SASL_SSL."
    },
    customSynopsis = "batch-enrich init " + KafkaOptions.SYNOPSIS + " [OPTIONS]",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true,
    sortOptions = false)
public final class InitCommand implements Callable<Integer> {

  @Option(
      names = "--submission-partitions",
      paramLabel = "COUNT",
      defaultValue = "16",
      description = "Partitions of batch-submissions.")
  int submissionPartitions;

  @Option(
      names = "--partitions",
      paramLabel = "COUNT",
      defaultValue = "8",
      description =
          "Partitions of each topic that is partitioned by account or batch; they cannot change once"
              + " there are jobs.")
  int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "COUNT",
      defaultValue = "3",
      description = "Brokers that keep each partition.")
  int replicationFactor;

  @Option(
      names = "--min-insync-replicas",
      paramLabel = "COUNT",
      defaultValue = "2",
      description =
          "Brokers that must have a record before it counts as written; at most"
              + " --replication-factor.")
  int minInsyncReplicas;

  @Unmatched List<String> kafka = new ArrayList<>();

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var topics = layout().topics();
    var properties = KafkaOptions.properties(kafka, Objects.requireNonNull(spec).commandLine());
    try (var admin = Admin.create(properties)) {
      var created = TopicCreation.createMissing(admin, topics);
      var out = Terminal.out(spec);
      for (var topic : topics) {
        out.printf(
            "%-19s %3d partitions, %d replicas: %s%n",
            topic.name(),
            topic.numPartitions(),
            topic.replicationFactor(),
            created.contains(topic.name()) ? "created" : "was there");
      }
      var shortcomings = TopicCheck.shortcomings(admin, topics);
      if (!shortcomings.isEmpty()) {
        throw new CannotGoOn(String.join("; ", shortcomings));
      }
      return 0;
    } catch (ExecutionException e) {
      throw unusable(Objects.requireNonNull(e.getCause()), properties);
    } catch (KafkaException e) {
      throw unusable(e, properties);
    }
  }

  private TopicLayout layout() {
    try {
      return new TopicLayout(
          submissionPartitions, partitions, replicationFactor, minInsyncReplicas);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static CannotGoOn unusable(Throwable failure, Map<String, Object> properties) {
    var reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return new CannotGoOn(
        "the topics at %s cannot be created: %s"
            .formatted(
                properties.get("bootstrap.servers"),
                reason instanceof TimeoutException ? "no answer in time" : reason.getMessage()),
        failure);
  }
}
