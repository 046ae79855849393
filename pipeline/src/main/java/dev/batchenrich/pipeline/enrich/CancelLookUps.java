package dev.batchenrich.pipeline.enrich;

import dev.batchenrich.contract.message.Cancellation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Ends the look-ups of cancelled batches in its own JVM. Cancellations come here on an edge of
 * their own, because a step that waits for look-ups to end reads none; with as many subtasks as the
 * look-ups have, Flink puts one wherever there are look-ups.
 */
public final class CancelLookUps implements Sink<Cancellation> {

  @Override
  public SinkWriter<Cancellation> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(Cancellation cancellation, Context unused) {
        LookUpsUnderWay.SHARED.cancel(cancellation.batchId());
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
