package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Chunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A batch of known and unknown people in an order of its own.
 *
 * @param lines what its results must be
 */
record ShuffledPeople(Batch batch, List<Chunk> chunks, List<String> lines) {

  private static final int CHUNK_SIZE = 100;

  /** Of the people 1 to {@code known}, and of {@code unknown} others. */
  static ShuffledPeople of(int known, int unknown, int seed) {
    var emails = FakeDirectory.emails(known);
    var lines = FakeDirectory.lines(known);
    var order = new ArrayList<>(IntStream.range(0, known + unknown).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    var batch = Batches.people(known + unknown, CHUNK_SIZE);
    return new ShuffledPeople(
        batch,
        Batches.chunks(
            batch,
            CHUNK_SIZE,
            order.stream().map(i -> i < known ? emails.get(i) : i + "@example.org").toList()),
        order.stream().filter(i -> i < known).map(lines::get).toList());
  }

  /** Asserts that the batch has ended with all of its lines, each once and in order. */
  void assertExact(Outside outside) throws IOException {
    var end = outside.end(batch);
    assertThat(end.errorMessage()).isNull();
    assertThat(end.status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(outside.lines(end)).isEqualTo(lines);
    assertThat(outside.visibleFiles(batch.batchId())).hasSize(end.unresolved() == null ? 1 : 2);
  }

  /** What is left of the lines if the chunk that holds {@code identifier} gives none. */
  List<String> linesWithoutTheChunkOf(String identifier) {
    var lost =
        chunks.stream()
            .map(Chunk::identifiers)
            .filter(chunk -> chunk.contains(identifier))
            .flatMap(List::stream)
            .map("{\"original_identifier\":\"%s\","::formatted)
            .toList();
    return lines.stream().filter(line -> lost.stream().noneMatch(line::startsWith)).toList();
  }

  /** The records of the people 1 to {@code count}, to be imported. */
  static List<String> records(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            person ->
                """
                {"crustdata_person_id":%1$d,"basic_profile":{"name":"Person %1$d"},\
                "contact":{"business_emails":[{"email":"%1$d@example.com"}]}}"""
                    .formatted(person))
        .toList();
  }
}
