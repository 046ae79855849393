package dev.batchenrich.benchmark.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.benchmark.load.ManyPeople;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.gateway.intake.SubmissionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads the body of the largest submission. */
@State(Scope.Thread)
@OperationsPerInvocation(Batch.MAX_IDENTIFIERS)
public class ReadingSubmissions {

  final List<String> emails;
  private final byte[] body;
  private final WebhookTargets webhookTargets =
      WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, false);

  public ReadingSubmissions() {
    try {
      var people = new ManyPeople();
      emails = IntStream.range(0, Batch.MAX_IDENTIFIERS).mapToObj(people::email).toList();
      body =
          new ObjectMapper()
              .writeValueAsBytes(Map.of(IdentifierType.BUSINESS_EMAILS.wireName(), emails));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Benchmark
  public Submission read() {
    return SubmissionReader.read(Entity.PERSON, body, webhookTargets);
  }
}
