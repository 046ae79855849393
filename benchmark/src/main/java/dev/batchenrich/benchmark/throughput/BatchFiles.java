package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.contract.message.ChunkReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What every peer does with a chunk: it goes into the file of its batch, which is complete with the
 * last one.
 */
final class BatchFiles {

  private static final int LIMIT_MINUTES = 10;

  /** Each thread has one, as each subtask of the job has. */
  private static final ThreadLocal<ChunkReader> CHUNKS = ThreadLocal.withInitial(ChunkReader::new);

  private final Enrichment enrichment;
  private final Path results;
  private final Map<String, ResultFile> open = new ConcurrentHashMap<>();
  private final AtomicInteger missing = new AtomicInteger();
  private volatile CompletableFuture<Void> end = new CompletableFuture<>();

  BatchFiles(Enrichment enrichment, Path results) {
    this.enrichment = enrichment;
    this.results = results;
  }

  /** To be called before the first chunk of {@code batches} batches comes. */
  void expect(int batches) {
    missing.set(batches);
    end = new CompletableFuture<>();
  }

  /** Takes a chunk: those of one batch in order and one at a time, others whenever. */
  void add(byte[] message) {
    try {
      var chunk = CHUNKS.get().read(message);
      var batch = chunk.batch();
      var file = open.computeIfAbsent(batch.batchId(), this::begin);
      file.add(chunk.identifiers());
      if (chunk.chunkIndex() == batch.chunkCount() - 1) {
        open.remove(batch.batchId());
        file.finish();
        if (missing.decrementAndGet() == 0) {
          end.complete(null);
        }
      }
    } catch (IOException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  private ResultFile begin(String batchId) {
    try {
      return enrichment.begin(results.resolve(batchId + ".jsonl.gz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once all expected batches have their files. */
  void await() throws ExecutionException, InterruptedException, TimeoutException {
    end.get(LIMIT_MINUTES, TimeUnit.MINUTES);
  }
}
