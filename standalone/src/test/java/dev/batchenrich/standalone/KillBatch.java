package dev.batchenrich.standalone;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.DOMAINS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.company.Companies;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.demo.ResultsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A batch of {@link KillIT} and what its client knows of it. */
final class KillBatch {

  private final int number;
  private final BatchClient client;
  private final List<String> identifiers;
  private volatile @Nullable String id;
  private boolean wasCompleted;

  KillBatch(int number, BatchClient client, RandomGenerator random, int identifiers) {
    this.number = number;
    this.client = client;
    this.identifiers = Companies.domains(identifiers, random);
  }

  /** Submits the batch; false if the server was not there, or had no room for it yet. */
  boolean isSubmitted() throws InterruptedException {
    try {
      id = client.submit(COMPANY, DOMAINS, identifiers, "batch-" + number);
      return true;
    } catch (CannotGoOn e) {
      return false;
    }
  }

  /**
   * True if it is completed; then its file is downloaded and must be exactly right. Fails if it was
   * accepted and is now unknown, has failed, or has been completed before and no longer is.
   */
  boolean isCompletedExactly(Path folder) throws IOException, InterruptedException {
    var accepted = id;
    if (accepted == null) {
      return false;
    }
    var job = client.job(accepted);
    assertThat(job.status()).as("batch %d", number).isIn("pending", "processing", "completed");
    var isCompleted = job.status().equals("completed");
    assertThat(isCompleted || !wasCompleted).as("batch %d goes backwards", number).isTrue();
    if (isCompleted) {
      wasCompleted = true;
      var file = folder.resolve(accepted + ".jsonl.gz");
      client.download(URI.create(job.downloadUrl()), file);
      ResultsFile.read(file).requireExactly(Companies.known(identifiers));
      assertThat(job.results()).isEqualTo(Companies.known(identifiers).size());
    }
    return isCompleted;
  }
}
