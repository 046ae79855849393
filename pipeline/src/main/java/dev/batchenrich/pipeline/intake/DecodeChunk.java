package dev.batchenrich.pipeline.intake;

import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.Json;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Reads chunks, trusting nothing: whatever is not a valid chunk becomes a dead letter. */
public final class DecodeChunk extends ProcessFunction<Message, SubmittedChunk> {

  public static final OutputTag<DeadLetter> UNREADABLE = new OutputTag<>("unreadable") {};

  @Override
  public void processElement(Message message, Context context, Collector<SubmittedChunk> out) {
    try {
      if (message.value() == null) {
        throw new IllegalArgumentException("the message has no value");
      }
      out.collect(new SubmittedChunk(Json.read(message.value(), Chunk.class), message));
    } catch (IllegalArgumentException e) {
      context.output(UNREADABLE, new DeadLetter(message, String.valueOf(e.getMessage())));
    }
  }
}
