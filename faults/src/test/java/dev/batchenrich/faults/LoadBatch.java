package dev.batchenrich.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchenrich.contract.company.Companies;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A batch of the load, and what is known of it outside. */
final class LoadBatch {

  private final String name;
  private final long seed;
  private final int size;
  private volatile @Nullable String id;
  private volatile boolean isChecked;
  private volatile int lines;

  /**
   * @param name its idempotency key
   * @param seed of its identifiers, which are made anew whenever they are wanted
   */
  LoadBatch(String name, long seed, int size) {
    this.name = name;
    this.seed = seed;
    this.size = size;
  }

  String name() {
    return name;
  }

  int size() {
    return size;
  }

  /** The id that it was accepted under; empty before. */
  @Nullable String id() {
    return id;
  }

  /** True once its file was downloaded and found to be exactly right. */
  boolean isChecked() {
    return isChecked;
  }

  /** Of the file. */
  int lines() {
    return lines;
  }

  List<String> domains() {
    return Companies.domains(size, new SplittableRandom(seed));
  }

  void accepted(String batchId) {
    id = batchId;
  }

  /** Asks for its status; files that are there are downloaded at once, and must be right. */
  void check(ApiClient client) throws IOException, InterruptedException {
    var batchId = id;
    if (batchId == null || isChecked) {
      return;
    }
    var job = client.job(batchId);
    if (job.isEmpty()) {
      return;
    }
    var status = job.get().path("status").asText();
    if (!status.equals("completed")) {
      assertThat(status).as(name).isIn("pending", "processing");
      assertThat(job.get().has("download_url")).as("%s has a link too early", name).isFalse();
      return;
    }
    var file = client.download(URI.create(job.get().path("download_url").asText()));
    var unresolved = client.download(URI.create(job.get().path("unresolved_url").asText()));
    if (file.isPresent() && unresolved.isPresent()) {
      requireExact(job.get(), file.get());
      requireLines(unresolved.get(), Companies.unresolved(domains()));
      isChecked = true;
    }
  }

  private void requireExact(JsonNode job, byte[] file) throws IOException {
    var expected = Companies.lines(domains());
    requireLines(file, expected);
    assertThat(job.path("entities_requested").asInt()).as(name).isEqualTo(size);
    assertThat(job.path("processed_count").asInt()).as(name).isEqualTo(size);
    assertThat(job.path("entities_fulfilled").asInt()).as(name).isEqualTo(expected.size());
    lines = expected.size();
  }

  private void requireLines(byte[] file, List<String> expected) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(file)), StandardCharsets.UTF_8))) {
      var found = in.lines().toList();
      assertThat(found.equals(expected))
          .as("%s: %d lines, %d expected, in order", name, found.size(), expected.size())
          .isTrue();
    }
  }
}
