package dev.batchenrich.pipeline.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness.repackageState;
import static org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness.repartitionOperatorState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.pipeline.Batches;
import dev.batchenrich.pipeline.enrich.EncodedChunk;
import dev.batchenrich.pipeline.gzip.GzipMember;
import dev.batchenrich.pipeline.gzip.Segment;
import dev.batchenrich.pipeline.gzip.SegmentDeflater;
import dev.batchenrich.pipeline.intake.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssembleBatchTest {

  private static final Duration DEADLINE = Duration.ofHours(24);
  private static final Duration PROGRESS = Duration.ofSeconds(1);
  private static final int CHUNK = 10;
  private static final int KEY_GROUPS = 128;

  /** Of all tests, because the operator has a copy of the listener. */
  private static final List<String> TOLD = new CopyOnWriteArrayList<>();

  private final Batch batch = Batches.people(25, CHUNK);
  private KeyedTwoInputStreamOperatorTestHarness<String, EncodedChunk, Cancellation, FinishedBatch>
      operator;

  @BeforeEach
  void open() throws Exception {
    operator = harness();
    operator.open();
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void aBatchIsEmittedWhenItsLastChunkIsThereInSubmissionOrder() throws Exception {
    operator.setProcessingTime(1_000);
    process(chunk(2), chunk(0));
    assertThat(finished()).isEmpty();

    process(chunk(1));

    assertThat(finished()).hasSize(1);
    assertThat(content(finished().get(0))).isEqualTo("chunk 0\nchunk 1\nchunk 2\n");
    var outcome = finished().get(0).outcome();
    assertThat(outcome.batch()).isEqualTo(batch);
    assertThat(outcome.processedCount()).isEqualTo(25);
    assertThat(outcome.resultCount()).isEqualTo(3);
    assertThat(outcome.completedAt().toEpochMilli()).isEqualTo(1_000);
    assertThat(outcome.errorMessage()).isNull();
  }

  @Test
  void thePositionsWithoutARecordAreListedInSubmissionOrder() throws Exception {
    process(chunk(2), chunk(0), chunk(batch, 1, 10, 10, "connection refused"));

    assertThat(finished().get(0).outcome().hasUnresolvedFile()).isTrue();
    assertThat(content(finished().get(0).unresolved())).isEqualTo("no 0\nno 1\nno 2\n");
  }

  @Test
  void aListWithGapsIsNoneBecauseAStateOfBeforeKeptNoUnresolvedLines() throws Exception {
    var old = new TreeMap<Integer, Part>();
    old.put(0, Part.of(chunk(0)));
    old.put(1, new Part(10, 10, chunk(1).segment(), 0, null));

    assertThat(Part.unresolved(old, 18)).isEmpty();
    assertThat(Part.unresolved(old, 9)).hasSize(1);
  }

  @Test
  void theListenerIsToldOfEachChunkAndOfEachBatchOnceItHasEnded() throws Exception {
    TOLD.clear();
    process(chunk(0), chunk(1));
    assertThat(TOLD).containsExactly("chunk", "chunk");

    process(chunk(2), chunk(2));

    assertThat(TOLD).containsExactly("chunk", "chunk", "chunk", "end", "chunk");
  }

  @Test
  void aFinishedBatchLeavesNoStateOfItsOwn() throws Exception {
    process(chunk(0), chunk(1), chunk(2));

    assertThat(operator.numProcessingTimeTimers()).isZero();
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void aChunkThatComesTwiceCountsOnce() throws Exception {
    process(chunk(0), chunk(0), chunk(1), chunk(1));
    assertThat(finished()).isEmpty();

    process(chunk(2));

    assertThat(finished()).hasSize(1);
    assertThat(finished().get(0).outcome().resultCount()).isEqualTo(3);
  }

  @Test
  void aChunkOfABatchThatHasEndedIsIgnored() throws Exception {
    process(chunk(0), chunk(1), chunk(2));

    process(chunk(0), chunk(1), chunk(2));

    assertThat(finished()).hasSize(1);
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  @Test
  void aChunkThatSaysSomethingElseAboutItsBatchIsADeadLetter() throws Exception {
    var other =
        new Batch(
            batch.batchId(),
            "mallory",
            batch.entity(),
            batch.action(),
            batch.identifierType(),
            batch.identifierCount(),
            batch.chunkCount(),
            batch.fields(),
            null,
            batch.submittedAt());
    process(chunk(0), chunk(other, 1, 10, 10, null), chunk(1), chunk(2));

    var letters = operator.getSideOutput(AssembleBatch.CONTRADICTORY);
    assertThat(letters).hasSize(1);
    assertThat(letters.peek().getValue().reason()).contains("batch differs");
    assertThat(letters.peek().getValue().message().offset()).isEqualTo(1);
    assertThat(finished()).hasSize(1);
    assertThat(finished().get(0).outcome().batch().accountId()).isEqualTo("acme");
  }

  @Test
  void chunksThatDoNotFitTogetherFailTheBatch() throws Exception {
    process(chunk(0), chunk(batch, 1, 9, 10, null), chunk(2));

    assertThat(finished().get(0).outcome().errorMessage())
        .isEqualTo("chunk 1 begins at position 9, but the chunks before it end at 10");
  }

  @Test
  void chunksThatHoldTooLittleFailTheBatch() throws Exception {
    process(chunk(0), chunk(1), chunk(batch, 2, 20, 4, null));

    assertThat(finished().get(0).outcome().errorMessage())
        .isEqualTo("the chunks hold 24 identifiers, but identifier_count is 25");
  }

  @Test
  void aChunkForWhichThereIsNoRoomIsADeadLetter() throws Exception {
    var overlapping =
        new EncodedChunk(
            batch, 1, 2, 20, 20, chunk(1).segment(), null, new Message(0, 1, null, null), null);
    process(chunk(0), overlapping, chunk(1), chunk(2));

    var letters = operator.getSideOutput(AssembleBatch.CONTRADICTORY);
    assertThat(letters).hasSize(1);
    assertThat(letters.peek().getValue().reason())
        .contains("more identifiers than identifier_count");
    assertThat(finished().get(0).outcome().errorMessage()).isNull();
  }

  @Test
  void aDirectoryThatGaveUpFailsTheBatchWhichKeepsItsOtherChunks() throws Exception {
    process(chunk(0), chunk(batch, 1, 10, 10, "connection refused"), chunk(2));

    var end = finished().get(0);
    assertThat(end.outcome().errorMessage())
        .isEqualTo(
            "the directory gave no answer for 10 of 25 identifiers: connection refused;"
                + " 13 others are not in it");
    assertThat(end.outcome().resultCount()).isEqualTo(2);
    assertThat(content(end)).isEqualTo("chunk 0\nchunk 2\n");
  }

  @Test
  void progressIsReportedAtMostOnceASecondAndOnlyIfThereIsAny() throws Exception {
    operator.setProcessingTime(0);
    process(chunk(0));
    operator.setProcessingTime(999);
    assertThat(operator.getSideOutput(AssembleBatch.PROGRESS)).isNullOrEmpty();

    operator.setProcessingTime(1_000);
    process(chunk(1));
    operator.setProcessingTime(9_000);
    process(chunk(2));
    operator.setProcessingTime(20_000);

    assertThat(operator.getSideOutput(AssembleBatch.PROGRESS))
        .extracting(record -> record.getValue())
        .containsExactly(JobStatus.processing(batch, 10, 1), JobStatus.processing(batch, 20, 2));
  }

  @Test
  void aReportTellsTheRateSinceTheFirstChunkAndWhenItWouldEnd() throws Exception {
    operator.setProcessingTime(10_000);
    process(chunk(0));
    operator.setProcessingTime(11_000);

    assertThat(operator.getSideOutput(AssembleBatch.PROGRESS))
        .extracting(record -> record.getValue())
        .containsExactly(JobStatus.processing(batch, 10, 1, 10.0, Instant.ofEpochMilli(12_500)));
  }

  @Test
  void aBatchWhoseChunksStopComingFailsAtTheDeadlineWithWhatItHas() throws Exception {
    operator.setProcessingTime(0);
    process(chunk(0));
    operator.setProcessingTime(DEADLINE.toMillis() - 1);
    process(chunk(2));
    operator.setProcessingTime(2 * DEADLINE.toMillis() - 2);
    assertThat(finished()).isEmpty();

    operator.setProcessingTime(2 * DEADLINE.toMillis() - 1);

    var end = finished().get(0);
    assertThat(end.outcome().errorMessage())
        .isEqualTo("only 2 of 3 chunks arrived; none in the last PT24H");
    assertThat(end.outcome().processedCount()).isEqualTo(15);
    assertThat(content(end)).isEqualTo("chunk 0\nchunk 2\n");
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  @Test
  void aCancelledBatchEndsAtOnceWithWhatItHasInSubmissionOrder() throws Exception {
    operator.setProcessingTime(5_000);
    process(chunk(2), chunk(0));

    cancel();

    assertThat(finished()).hasSize(1);
    assertThat(content(finished().get(0))).isEqualTo("chunk 0\nchunk 2\n");
    assertThat(content(finished().get(0).unresolved())).isEqualTo("no 0\nno 2\n");
    var outcome = finished().get(0).outcome();
    assertThat(outcome.cancelled()).isTrue();
    assertThat(outcome.errorMessage()).isNull();
    assertThat(outcome.processedCount()).isEqualTo(15);
    assertThat(outcome.resultCount()).isEqualTo(2);
    assertThat(outcome.completedAt().toEpochMilli()).isEqualTo(5_000);
  }

  @Test
  void aBatchThatIsCancelledBeforeItsFirstChunkHasAnEmptyFile() throws Exception {
    cancel();

    assertThat(content(finished().get(0))).isEmpty();
    assertThat(finished().get(0).unresolved()).isEmpty();
    assertThat(finished().get(0).outcome().batch()).isEqualTo(batch);
    assertThat(finished().get(0).outcome().processedCount()).isZero();
  }

  @Test
  void aCancelledBatchLeavesNoStateOfItsOwnAlsoIfChunksFollow() throws Exception {
    process(chunk(0));
    cancel();
    process(chunk(0), chunk(1), chunk(2));
    cancel();

    assertThat(finished()).hasSize(1);
    assertThat(operator.numProcessingTimeTimers()).isZero();
    assertThat(operator.numKeyedStateEntries()).isZero();
    operator.setProcessingTime(2 * DEADLINE.toMillis());
    assertThat(operator.getSideOutput(AssembleBatch.PROGRESS)).isNullOrEmpty();
  }

  @Test
  void aCancellationOfABatchThatHasEndedIsIgnored() throws Exception {
    process(chunk(0), chunk(1), chunk(2));

    cancel();

    assertThat(finished()).hasSize(1);
    assertThat(finished().get(0).outcome().cancelled()).isFalse();
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void aBatchGoesOnAfterARestartWhereItStood() throws Exception {
    process(chunk(0), chunk(1));
    var snapshot = operator.snapshot(1, 1);
    operator.close();

    operator = harness();
    operator.initializeState(snapshot);
    operator.open();
    process(chunk(1), chunk(2));

    assertThat(content(finished().get(0))).isEqualTo("chunk 0\nchunk 1\nchunk 2\n");
  }

  @Test
  void aBatchThatHasEndedIsIgnoredAfterARestart() throws Exception {
    process(chunk(0), chunk(1), chunk(2));
    var snapshot = operator.snapshot(1, 1);
    operator.close();

    operator = harness();
    operator.initializeState(snapshot);
    operator.open();
    process(chunk(0), chunk(1), chunk(2));
    cancel();

    assertThat(finished()).isEmpty();
  }

  @Test
  void batchesThatHaveEndedAreKnownWhereTheirChunksGoWithMoreSubtasksAndWithFewer()
      throws Exception {
    var batches = IntStream.range(0, 20).mapToObj(i -> Batches.people(1, 1)).toList();
    var all = snapshotAfter(batches, 1, 0, null);

    var halves = new ArrayList<OperatorSubtaskState>();
    for (var subtask = 0; subtask < 2; subtask++) {
      var mine = batches.stream().filter(goingTo(subtask)).toList();
      assertThat(mine).isNotEmpty();
      var state = repartitionOperatorState(all, KEY_GROUPS, 1, 2, subtask);
      halves.add(snapshotAfter(mine, 2, subtask, state));
      assertThat(finished()).isEmpty();
    }
    var others = Batches.people(1, 1);
    snapshotAfter(
        Stream.concat(batches.stream(), Stream.of(others)).toList(),
        1,
        0,
        repartitionOperatorState(
            repackageState(halves.get(0), halves.get(1)), KEY_GROUPS, 2, 1, 0));

    assertThat(finished())
        .extracting(FinishedBatch::outcome)
        .extracting(Outcome::batchId)
        .containsExactly(others.batchId());
  }

  @Test
  void aBatchThatHasAMarkerOfItsOwnFromAStateOfBeforeIsIgnored() throws Exception {
    OperatorSubtaskState state;
    try (var before = harness(new MarkerForEach(), 1, 0)) {
      before.open();
      before.processElement1(chunk(0), 0);
      state = before.snapshot(1, 1);
    }
    operator.close();

    operator = harness(assembly(), 1, 0);
    operator.initializeState(state);
    operator.open();
    process(chunk(0), chunk(1), chunk(2));
    cancel();

    assertThat(finished()).isEmpty();
  }

  /** What is left of a batch by a version that kept a marker for each. */
  private static final class MarkerForEach
      extends KeyedCoProcessFunction<String, EncodedChunk, Cancellation, FinishedBatch> {

    @Override
    public void processElement1(EncodedChunk chunk, Context context, Collector<FinishedBatch> out)
        throws Exception {
      var ended = new ValueStateDescriptor<>("ended", Boolean.class);
      ended.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofDays(8)).build());
      getRuntimeContext().getState(ended).update(true);
    }

    @Override
    public void processElement2(
        Cancellation cancellation, Context context, Collector<FinishedBatch> out) {
      throw new AssertionError("nothing is cancelled");
    }
  }

  @Test
  void theTimeThatTheJobWasDownDoesNotCountTowardsTheDeadline() throws Exception {
    operator.setProcessingTime(0);
    process(chunk(0), chunk(1));
    var snapshot = operator.snapshot(1, 1);
    operator.close();
    var later = DEADLINE.toMillis() * 3;

    operator = harness();
    operator.initializeState(snapshot);
    operator.open();
    operator.setProcessingTime(later);
    operator.setProcessingTime(later + DEADLINE.toMillis() - 1);
    assertThat(finished()).isEmpty();
    operator.setProcessingTime(later + DEADLINE.toMillis());

    assertThat(finished()).hasSize(1);
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  private static Predicate<Batch> goingTo(int subtask) {
    return batch ->
        KeyGroupRangeAssignment.assignKeyToParallelOperator(batch.batchId(), KEY_GROUPS, 2)
            == subtask;
  }

  /** The state of a subtask that began with {@code state} and was sent {@code batches}. */
  private OperatorSubtaskState snapshotAfter(
      List<Batch> batches, int subtasks, int subtask, @Nullable OperatorSubtaskState state)
      throws Exception {
    operator.close();
    operator = harness(assembly(), subtasks, subtask);
    if (state != null) {
      operator.initializeState(state);
    }
    operator.open();
    for (var each : batches) {
      process(chunk(each, 0, 0, 1, null));
    }
    return operator.snapshot(1, 1);
  }

  private static AssembleBatch assembly() {
    return new AssembleBatch(DEADLINE, PROGRESS, new Listener());
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, EncodedChunk, Cancellation, FinishedBatch>
      harness() throws Exception {
    return harness(assembly(), 1, 0);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, EncodedChunk, Cancellation, FinishedBatch>
      harness(
          KeyedCoProcessFunction<String, EncodedChunk, Cancellation, FinishedBatch> function,
          int subtasks,
          int subtask)
          throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new KeyedCoProcessOperator<>(function),
        EncodedChunk::batchId,
        Cancellation::batchId,
        Types.STRING,
        KEY_GROUPS,
        subtasks,
        subtask);
  }

  private void process(EncodedChunk... chunks) throws Exception {
    for (var chunk : chunks) {
      operator.processElement1(chunk, 0);
    }
  }

  private void cancel() throws Exception {
    operator.processElement2(new Cancellation(batch, Instant.EPOCH), 0);
  }

  private List<FinishedBatch> finished() {
    return new ArrayList<>(operator.extractOutputValues());
  }

  private EncodedChunk chunk(int index) {
    return chunk(batch, index, index * CHUNK, Math.min(CHUNK, 25 - index * CHUNK), null);
  }

  private static EncodedChunk chunk(
      Batch batch, int index, int first, int count, @Nullable String failure) {
    var lines = failure == null ? ("chunk " + index + "\n").getBytes(UTF_8) : new byte[0];
    try (var deflater = new SegmentDeflater(1)) {
      return new EncodedChunk(
          batch,
          index,
          first,
          count,
          failure == null ? 1 : 0,
          segment(deflater, lines),
          failure,
          new Message(0, index, null, new byte[0]),
          segment(deflater, ("no " + index + "\n").getBytes(UTF_8)));
    }
  }

  private static String content(FinishedBatch batch) throws IOException {
    return content(batch.segments());
  }

  private static String content(List<Segment> segments) throws IOException {
    var file = new ByteArrayOutputStream();
    GzipMember.write(segments, file);
    return new String(
        new GZIPInputStream(new ByteArrayInputStream(file.toByteArray())).readAllBytes(), UTF_8);
  }

  private static Segment segment(SegmentDeflater deflater, byte[] piece) {
    deflater.add(piece, piece.length);
    return deflater.end();
  }

  private static final class Listener implements AssemblyListener {
    @Override
    public void received() {
      TOLD.add("chunk");
    }

    @Override
    public void ended() {
      TOLD.add("end");
    }
  }
}
