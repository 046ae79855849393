package dev.batchenrich.pipeline.intake;

import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.Json;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Reads chunks, trusting nothing: whatever is not a valid chunk becomes a dead letter. */
public final class DecodeChunk extends ProcessFunction<Message, SubmittedChunk> {

  public static final OutputTag<DeadLetter> UNREADABLE = new OutputTag<>("unreadable") {};

  @Override
  public void processElement(Message message, Context context, Collector<SubmittedChunk> out) {
    Chunk chunk;
    try {
      chunk = read(message.value());
    } catch (IllegalArgumentException e) {
      context.output(UNREADABLE, new DeadLetter(message, String.valueOf(e.getMessage())));
      return;
    }
    out.collect(new SubmittedChunk(chunk, message));
  }

  private static Chunk read(byte @Nullable [] value) {
    if (value == null) {
      throw new IllegalArgumentException("the message has no value");
    }
    var chunk = Json.read(value, Chunk.class);
    var batch = chunk.batch();
    var unsupported = FieldCatalogue.of(batch.entity()).unsupported(batch.fields());
    if (!unsupported.isEmpty()) {
      throw new IllegalArgumentException("batch.fields holds unsupported values: " + unsupported);
    }
    return chunk;
  }
}
