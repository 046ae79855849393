package dev.batchenrich.pipeline.schedule;

import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.message.WebhookRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the attempts to send a batch's webhook go out when they are due: at once for a request, and
 * then whenever the outcome of the one before says. Keyed by batch.
 */
public final class ScheduleAttempts
    extends KeyedCoProcessFunction<String, WebhookRequest, WebhookAttempt, DueAttempt> {

  /**
   * A request older than this is one of those that are read again by a job without its state, or
   * that waited for the job: its attempts may be in the other log already, and are given the time
   * to be read.
   */
  static final Duration FRESH = Duration.ofMinutes(10);

  static final Duration GRACE = Duration.ofMinutes(5);

  /** How long a webhook is remembered after its last attempt, if no other one is to follow. */
  static final Duration MEMORY = Duration.ofDays(10);

  private transient ValueState<Delivery> deliveries;

  @Override
  public void open(OpenContext context) {
    deliveries =
        getRuntimeContext().getState(new ValueStateDescriptor<>("delivery", Delivery.class));
  }

  @Override
  public void processElement1(WebhookRequest request, Context context, Collector<DueAttempt> out)
      throws IOException {
    var now = now(context.timerService());
    var isFresh = request.requestedAt().plus(FRESH).isAfter(now);
    update(delivery().requested(request, isFresh ? now : now.plus(GRACE)), context.timerService());
  }

  @Override
  public void processElement2(WebhookAttempt attempt, Context context, Collector<DueAttempt> out)
      throws IOException {
    update(delivery().attempted(attempt), context.timerService());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<DueAttempt> out)
      throws IOException {
    var delivery = delivery();
    var job = delivery.job();
    var dueAt = delivery.dueAt();
    if (job != null && dueAt != null && dueAt.toEpochMilli() <= timestamp) {
      var begun = delivery.begun();
      deliveries.update(begun);
      out.collect(new DueAttempt(job, begun.number(), begun.attempt(), begun.progress()));
    } else if (job == null && !delivery.isRememberedAt(Instant.ofEpochMilli(timestamp), MEMORY)) {
      deliveries.clear();
    }
  }

  /** A timer of the past fires at once. One that is not needed any more finds nothing due. */
  private void update(Delivery delivery, TimerService timers) throws IOException {
    deliveries.update(delivery);
    if (delivery.job() == null) {
      timers.registerProcessingTimeTimer(now(timers).plus(MEMORY).toEpochMilli());
    } else if (delivery.dueAt() != null) {
      timers.registerProcessingTimeTimer(delivery.dueAt().toEpochMilli());
    }
  }

  private Delivery delivery() throws IOException {
    var known = deliveries.value();
    return known == null ? Delivery.NONE : known;
  }

  private static Instant now(TimerService timers) {
    return Instant.ofEpochMilli(timers.currentProcessingTime());
  }
}
