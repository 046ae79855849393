package dev.batchenrich.pipeline;

import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.directory.Directories;
import dev.batchenrich.pipeline.assemble.AssembleBatch;
import dev.batchenrich.pipeline.assemble.AssemblyListener;
import dev.batchenrich.pipeline.assemble.FinishedBatch;
import dev.batchenrich.pipeline.deliver.ResultsSink;
import dev.batchenrich.pipeline.enrich.CancelLookUps;
import dev.batchenrich.pipeline.enrich.DirectoryFactory;
import dev.batchenrich.pipeline.enrich.EncodeChunk;
import dev.batchenrich.pipeline.enrich.EncodedChunk;
import dev.batchenrich.pipeline.enrich.LookUpChunk;
import dev.batchenrich.pipeline.intake.DeadLetter;
import dev.batchenrich.pipeline.intake.DecodeChunk;
import dev.batchenrich.pipeline.intake.Message;
import dev.batchenrich.pipeline.kafka.KafkaEnds;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job {@code enrich}: from chunks on Kafka to one results file and a terminal status per batch.
 */
public final class EnrichJob {

  public static final String NAME = "enrich";

  private static final String GROUP = "batch-enrich";

  /** Chunks that are encoded so soon after each other go to the assembly together. */
  private static final long CHUNKS_TOGETHER_MILLIS = 5;

  /** A look-up keeps its own time. */
  private static final long NO_TIMERS = 0;

  /** Where work comes from: chunks of batches, and wishes to cancel batches. */
  record Sources(DataStream<Message> submissions, DataStream<Cancellation> cancellations) {

    /**
     * From Kafka. Chunks are handed on at once: who looks them up has more to do than their source,
     * and takes together what came meanwhile. One subtask is enough for what callers ask for by
     * hand.
     */
    static Sources of(StreamExecutionEnvironment environment, KafkaEnds kafka) {
      return new Sources(
          KafkaEnds.stream(environment, kafka.submissions(), "submissions"),
          KafkaEnds.stream(environment, kafka.cancellations(), "cancellations").setParallelism(1));
    }
  }

  /** Where results go besides the files. */
  public record Sinks(Sink<DeadLetter> deadLetters, Sink<JobStatus> statuses) {}

  private EnrichJob() {}

  /** Adds the job to {@code environment}, from Kafka to Kafka. */
  public static void define(StreamExecutionEnvironment environment, EnrichConfig config) {
    define(environment, config, AssemblyListener.NONE);
  }

  /** The same, which tells {@code listener} what is assembled. */
  public static void define(
      StreamExecutionEnvironment environment, EnrichConfig config, AssemblyListener listener) {
    var directory = config.directory();
    define(environment, config, subtasks -> Directories.open(directory, subtasks), listener);
  }

  /** The same with another directory than the one in {@code config}. */
  public static void define(
      StreamExecutionEnvironment environment, EnrichConfig config, DirectoryFactory directory) {
    define(environment, config, directory, AssemblyListener.NONE);
  }

  private static void define(
      StreamExecutionEnvironment environment,
      EnrichConfig config,
      DirectoryFactory directory,
      AssemblyListener listener) {
    JobExecution.configure(environment, config.checkpointInterval());
    var kafka = new KafkaEnds(GROUP, config.kafka());
    define(
        Sources.of(environment, kafka),
        directory,
        new Sinks(kafka.deadLetters(), kafka.statuses()),
        config,
        listener);
  }

  static void define(
      Sources sources,
      DirectoryFactory directory,
      Sinks sinks,
      EnrichConfig config,
      AssemblyListener listener) {
    var chunks =
        sources
            .submissions()
            .rebalance()
            .connect(sources.cancellations().broadcast(DecodeChunk.CANCELLED))
            .process(new DecodeChunk(config.batchDeadline()))
            .uid("decode")
            .name("decode");
    var lookedUp =
        AsyncDataStream.unorderedWait(
                chunks,
                // The directory gives up by itself, long before the batch's deadline: what waits
                // for its turn at a slow upstream has not begun to fail.
                new LookUpChunk(directory, config.lookUpDeadline(), config.batchDeadline()),
                NO_TIMERS,
                TimeUnit.MILLISECONDS,
                config.lookUpCapacity())
            .uid("look-up")
            .name("look-up");
    sources
        .cancellations()
        .broadcast()
        .sinkTo(new CancelLookUps())
        .uid("cancel-look-ups")
        .name("cancel-look-ups");
    var encoded =
        lookedUp
            .map(new EncodeChunk(config.compressionLevel()))
            .uid("encode")
            .name("encode")
            .setBufferTimeout(CHUNKS_TOGETHER_MILLIS);
    var finished =
        encoded
            .keyBy(EncodedChunk::batchId)
            .connect(sources.cancellations().keyBy(Cancellation::batchId))
            .process(new AssembleBatch(config.batchDeadline(), config.progressInterval(), listener))
            .uid("assemble")
            .name("assemble");
    finished
        .sinkTo(
            new ResultsSink(
                new Path(config.results()),
                config.resultsRetention(),
                finished.map(FinishedBatch::outcome).uid("outcomes").name("outcomes"),
                finished.getSideOutput(AssembleBatch.PROGRESS),
                sinks.statuses()))
        .uid("results")
        .name("results");
    chunks
        .getSideOutput(DecodeChunk.UNREADABLE)
        .union(finished.getSideOutput(AssembleBatch.CONTRADICTORY))
        .sinkTo(sinks.deadLetters())
        .uid("dead-letters")
        .name("dead-letters");
  }
}
