package dev.batchenrich.pipeline;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;

import dev.batchenrich.contract.answer.WebhookProgress;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.message.WebhookRequest;
import dev.batchenrich.pipeline.assemble.BatchProgress;
import dev.batchenrich.pipeline.assemble.FinishedBatch;
import dev.batchenrich.pipeline.assemble.Outcome;
import dev.batchenrich.pipeline.assemble.Part;
import dev.batchenrich.pipeline.assemble.PastBatches;
import dev.batchenrich.pipeline.deliver.CommittedFile;
import dev.batchenrich.pipeline.deliver.Expiry;
import dev.batchenrich.pipeline.enrich.EncodedChunk;
import dev.batchenrich.pipeline.enrich.FoundRecord;
import dev.batchenrich.pipeline.enrich.LookedUpChunk;
import dev.batchenrich.pipeline.gzip.Segment;
import dev.batchenrich.pipeline.intake.DeadLetter;
import dev.batchenrich.pipeline.intake.Message;
import dev.batchenrich.pipeline.intake.SubmittedChunk;
import dev.batchenrich.pipeline.schedule.Delivery;
import dev.batchenrich.pipeline.schedule.DueAttempt;
import dev.batchenrich.pipeline.schedule.Turns;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedTypesTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        Batch.class,
        BatchProgress.class,
        Cancellation.class,
        Chunk.class,
        CommittedFile.class,
        DeadLetter.class,
        Delivery.class,
        DueAttempt.class,
        EncodedChunk.class,
        EntityRecord.class,
        EntityRecord.Family.class,
        Expiry.class,
        FinishedBatch.class,
        FoundRecord.class,
        JobStatus.class,
        LookedUpChunk.class,
        Message.class,
        Outcome.class,
        Part.class,
        PastBatches.Block.class,
        Segment.class,
        SubmittedChunk.class,
        Turns.class,
        WebhookAttempt.class,
        WebhookProgress.class,
        WebhookRequest.class
      })
  void everyTypeInStreamsAndStateHasAnEvolvableSerializer(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }
}
