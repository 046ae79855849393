package dev.batchenrich.pipeline;

import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.message.WebhookRequest;
import dev.batchenrich.pipeline.kafka.KafkaEnds;
import dev.batchenrich.pipeline.post.PostWebhook;
import dev.batchenrich.pipeline.schedule.EndedBatches;
import dev.batchenrich.pipeline.schedule.Receiver;
import dev.batchenrich.pipeline.schedule.ScheduleAttempts;
import dev.batchenrich.pipeline.schedule.TakeTurns;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job {@code webhooks}: from the ends of batches to signed POSTs. What came of each attempt
 * goes to Kafka and comes back from there, which is how the next one is scheduled.
 */
public final class WebhooksJob {

  public static final String NAME = "webhooks";

  private static final String GROUP = "batch-enrich-webhooks";

  /** Where webhooks come from: ended batches, requests to send again, and attempts so far. */
  record Sources(
      DataStream<JobStatus> statuses,
      DataStream<WebhookRequest> requests,
      DataStream<WebhookAttempt> attempts) {}

  private WebhooksJob() {}

  /** Adds the job to {@code environment}, from Kafka to Kafka. */
  public static void define(StreamExecutionEnvironment environment, WebhooksConfig config) {
    JobExecution.configure(environment, config.checkpointInterval());
    var kafka = new KafkaEnds(GROUP, config.kafka());
    define(
        new Sources(
            KafkaEnds.stream(environment, kafka.statusSource(), "statuses"),
            KafkaEnds.stream(environment, kafka.webhookRequestSource(), "requests"),
            KafkaEnds.stream(environment, kafka.webhookAttemptSource(), "attempts")),
        kafka.webhookAttempts(),
        config);
  }

  static void define(Sources sources, Sink<WebhookAttempt> sink, WebhooksConfig config) {
    var due =
        sources
            .statuses()
            .flatMap(new EndedBatches())
            .uid("ended")
            .name("ended")
            .union(sources.requests())
            .keyBy(request -> request.job().batch().batchId())
            .connect(sources.attempts().keyBy(WebhookAttempt::batchId))
            .process(new ScheduleAttempts())
            .uid("schedule")
            .name("schedule");
    var turns =
        due.keyBy(attempt -> Receiver.of(attempt.url()))
            .connect(sources.attempts().keyBy(attempt -> Receiver.of(attempt.url())))
            .process(new TakeTurns(config.perReceiver()))
            .uid("turns")
            .name("turns");
    var post =
        new PostWebhook(
            config.targets(),
            config.messages(),
            config.retries(),
            config.timeout(),
            config.capacity());
    AsyncDataStream.unorderedWait(
            turns, post, post.limit().toMillis(), TimeUnit.MILLISECONDS, config.capacity())
        .uid("post")
        .name("post")
        .sinkTo(sink)
        .uid("deliveries")
        .name("deliveries");
  }
}
