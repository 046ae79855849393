package dev.batchenrich.benchmark.micro;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.ChunkReader;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.gateway.intake.Submission;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Writes the message of a chunk of e-mails, and reads it. */
@State(Scope.Thread)
@OperationsPerInvocation(Sample.SIZE)
public class CodingChunks {

  final Chunk chunk;
  private final ChunkReader chunks = new ChunkReader();
  private final byte[] message;

  public CodingChunks() {
    var submission =
        new Submission(
            Entity.PERSON,
            IdentifierType.BUSINESS_EMAILS,
            Sample.emails(),
            List.of(),
            null,
            Sample.SIZE);
    var batch = submission.batch("53ab686b-c054-496b-8baf-baff5ecc85cf", "account", Instant.EPOCH);
    chunk = submission.chunks(batch).get(0);
    message = Json.write(chunk);
  }

  @Benchmark
  public byte[] write() {
    return Json.write(chunk);
  }

  @Benchmark
  public Chunk read() {
    return chunks.read(message);
  }
}
