package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.pipeline.enrich.LookUpChunk;
import dev.batchenrich.pipeline.intake.Message;
import dev.batchenrich.pipeline.intake.SubmittedChunk;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LookUpTimeLimitIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder().build());

  @Test
  void aDirectoryThatNeitherAnswersNorGivesUpIsNotWaitedForBeyondTheLimit() throws Exception {
    var chunk = new Chunk(Batches.people(2, 2), 0, 0, FakeDirectory.emails(2));
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    var lookedUp =
        AsyncDataStream.unorderedWait(
            environment.fromData(new SubmittedChunk(chunk, new Message(0, 0, null, null))),
            new LookUpChunk(
                subtasks -> new SilentDirectory(), Duration.ofMinutes(1), Duration.ofMillis(1)),
            0,
            TimeUnit.MINUTES,
            1);

    assertThat(lookedUp.executeAndCollect(2))
        .singleElement()
        .satisfies(
            only -> {
              assertThat(only.found()).isEmpty();
              assertThat(only.failure()).isEqualTo("it did not answer in time");
            });
  }

  private static final class SilentDirectory implements Directory {

    @Override
    public CompletionStage<List<@Nullable EntityRecord>> lookUp(
        Entity entity, IdentifierType type, List<String> identifiers) {
      return new CompletableFuture<>();
    }

    @Override
    public void close() {}
  }
}
