package dev.batchenrich.pipeline.deliver;

import dev.batchenrich.pipeline.assemble.PackedIds;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the files of batches that have expired. Those of a group that expire at nearly the same
 * time are removed together: where there are many, not each has a timer.
 */
final class RemoveExpired extends KeyedProcessFunction<Integer, Expiry, Void> {

  private static final Logger LOG = LoggerFactory.getLogger(RemoveExpired.class);
  private static final Duration RETRY = Duration.ofHours(1);

  /** Of the time for which files are kept, so much longer are they kept at most. */
  private static final double LONGER = 0.01;

  /** Then other work has its turn, such as a checkpoint. */
  private static final int BATCHES_IN_A_ROW = 10;

  private final Path folder;
  private final long togetherMillis;
  private transient MapState<Long, byte[]> byDueTime;

  /**
   * @param folder of all results
   * @param retention for which files are kept
   */
  RemoveExpired(Path folder, Duration retention) {
    this.folder = folder;
    togetherMillis = Math.max(1, Math.round(LONGER * retention.toMillis()));
  }

  @Override
  public void open(OpenContext context) {
    byDueTime =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "due", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(Expiry expiry, Context context, Collector<Void> out) throws Exception {
    var batch = PackedIds.of(List.of(UUID.fromString(expiry.batchId())));
    add(batch, due(expiry.at(), context.getCurrentKey()), context.timerService());
  }

  /** The next time of a group: each has its own, because a checkpoint waits for what is done. */
  private long due(long expiry, int group) {
    var first = group * togetherMillis / Expiry.GROUPS;
    var periods = (expiry - first + togetherMillis - 1) / togetherMillis;
    return first + periods * togetherMillis;
  }

  private void add(byte[] batches, long at, TimerService timers) throws Exception {
    var others = byDueTime.get(at);
    byDueTime.put(at, others == null ? batches : PackedIds.plus(others, batches));
    timers.registerProcessingTimeTimer(at);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Void> out)
      throws Exception {
    var expired = Objects.requireNonNull(byDueTime.get(timestamp));
    byDueTime.remove(timestamp);
    var inARow = Math.min(BATCHES_IN_A_ROW * PackedIds.BYTES, expired.length);
    for (var batchId : PackedIds.unpack(Arrays.copyOf(expired, inARow))) {
      if (!isRemoved(batchId)) {
        add(PackedIds.of(List.of(batchId)), timestamp + RETRY.toMillis(), context.timerService());
      }
    }
    if (inARow < expired.length) {
      var others = Arrays.copyOfRange(expired, inARow, expired.length);
      add(others, timestamp + 1, context.timerService());
    }
  }

  private boolean isRemoved(UUID batchId) {
    var files = new Path(folder, batchId.toString());
    try {
      files.getFileSystem().delete(files, true);
      return true;
    } catch (IOException e) {
      LOG.warn("Could not remove expired results, trying again later path={}", files, e);
      return false;
    }
  }
}
