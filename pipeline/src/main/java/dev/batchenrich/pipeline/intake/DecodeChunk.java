package dev.batchenrich.pipeline.intake;

import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.ChunkReader;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks, trusting nothing: whatever is not a valid chunk becomes a dead letter. Chunks of
 * cancelled batches end here, so that they are not looked up in vain; those that come before the
 * cancellation, or after it was forgotten, are left to the assembly to ignore.
 */
public final class DecodeChunk
    extends BroadcastProcessFunction<Message, Cancellation, SubmittedChunk> {

  public static final OutputTag<DeadLetter> UNREADABLE = new OutputTag<>("unreadable") {};

  /** When batches were cancelled, in epoch milliseconds, by batch id. */
  public static final MapStateDescriptor<String, Long> CANCELLED =
      new MapStateDescriptor<>("cancelled", Types.STRING, Types.LONG);

  private final Duration remembered;
  private transient Instant nextClearing;
  private transient ChunkReader chunks;

  /**
   * @param remembered how long to know of a cancellation at least; it is forgotten when another one
   *     comes more than twice as long after it
   */
  public DecodeChunk(Duration remembered) {
    this.remembered = remembered;
  }

  @Override
  public void open(OpenContext context) {
    nextClearing = Instant.EPOCH;
    chunks = new ChunkReader();
  }

  @Override
  public void processElement(
      Message message, ReadOnlyContext context, Collector<SubmittedChunk> out) throws Exception {
    Chunk chunk;
    try {
      chunk = read(message.value());
    } catch (IllegalArgumentException e) {
      context.output(UNREADABLE, new DeadLetter(message, String.valueOf(e.getMessage())));
      return;
    }
    if (!context.getBroadcastState(CANCELLED).contains(chunk.batch().batchId())) {
      out.collect(new SubmittedChunk(chunk, message));
    }
  }

  @Override
  public void processBroadcastElement(
      Cancellation cancellation, Context context, Collector<SubmittedChunk> out) throws Exception {
    var cancelled = context.getBroadcastState(CANCELLED);
    var requestedAt = cancellation.requestedAt();
    if (requestedAt.isAfter(nextClearing)) {
      forget(cancelled, requestedAt.minus(remembered).toEpochMilli());
      nextClearing = requestedAt.plus(remembered);
    }
    cancelled.put(cancellation.batchId(), requestedAt.toEpochMilli());
  }

  private static void forget(BroadcastState<String, Long> cancelled, long before) throws Exception {
    for (var all = cancelled.iterator(); all.hasNext(); ) {
      if (all.next().getValue() < before) {
        all.remove();
      }
    }
  }

  private Chunk read(byte @Nullable [] value) {
    if (value == null) {
      throw new IllegalArgumentException("the message has no value");
    }
    var chunk = chunks.read(value);
    var batch = chunk.batch();
    var unsupported = FieldCatalogue.of(batch.entity()).unsupported(batch.fields());
    if (!unsupported.isEmpty()) {
      throw new IllegalArgumentException("batch.fields holds unsupported values: " + unsupported);
    }
    return chunk;
  }
}
