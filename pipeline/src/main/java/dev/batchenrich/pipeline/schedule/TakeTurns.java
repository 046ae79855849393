package dev.batchenrich.pipeline.schedule;

import dev.batchenrich.contract.message.WebhookAttempt;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets only so many attempts at one receiver be under way at a time; the others wait here, in line,
 * where they keep nobody else waiting. Keyed by receiver, so the limit holds over all subtasks.
 */
public final class TakeTurns
    extends KeyedCoProcessFunction<String, DueAttempt, WebhookAttempt, DueAttempt> {

  /** Far beyond any time-out and the way of an outcome through Kafka. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  private final int most;
  private transient ValueState<Turns> turns;
  private transient MapState<Long, DueAttempt> line;

  /**
   * @param most attempts at one receiver at a time
   */
  public TakeTurns(int most) {
    this.most = most;
  }

  @Override
  public void open(OpenContext context) {
    turns = getRuntimeContext().getState(new ValueStateDescriptor<>("turns", Turns.class));
    line =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("line", Long.class, DueAttempt.class));
  }

  @Override
  public void processElement1(DueAttempt due, Context context, Collector<DueAttempt> out)
      throws Exception {
    var current = current();
    line.put(current.next(), due);
    serve(current.joined(), context.timerService().currentProcessingTime(), out);
  }

  @Override
  public void processElement2(WebhookAttempt ended, Context context, Collector<DueAttempt> out)
      throws Exception {
    serve(
        current().ended(name(ended.batchId(), ended.delivery(), ended.attempt())),
        context.timerService().currentProcessingTime(),
        out);
  }

  private void serve(Turns current, long now, Collector<DueAttempt> out) throws Exception {
    var served = current.since(now - LONGEST.toMillis());
    while (served.hasLine() && served.underWay().size() < most) {
      var due = line.get(served.first());
      line.remove(served.first());
      served = served.served().begun(name(due), now);
      out.collect(due);
    }
    if (served.hasLine() || !served.underWay().isEmpty()) {
      turns.update(served);
    } else {
      turns.clear();
    }
  }

  private Turns current() throws Exception {
    var known = turns.value();
    return known == null ? Turns.NONE : known;
  }

  private static String name(DueAttempt due) {
    return name(due.job().batch().batchId(), due.delivery(), due.attempt());
  }

  private static String name(String batchId, int delivery, int attempt) {
    return batchId + "/" + delivery + "/" + attempt;
  }
}
