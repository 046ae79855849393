package dev.batchenrich.standalone.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.file.PrivateFile;
import dev.batchenrich.standalone.CannotGoOn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is kept of an order while it is under way, so that the same command goes on with the same
 * jobs: under which idempotency keys they are submitted, and the results that are there.
 */
final class WorkFolder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final State state;

  /**
   * The content of the folder's file.
   *
   * @param order its digest
   * @param key from which those of the jobs are made
   * @param attempts for each job, how many have ended without results
   */
  record State(String order, String key, List<Integer> attempts) {

    State {
      attempts = new ArrayList<>(attempts);
    }

    /** The key of the job at {@code index}; for a single job it is the one that was given. */
    String key(int index) {
      var name = attempts.size() == 1 ? key : "%s-%d".formatted(key, index + 1);
      var failed = attempts.get(index);
      return failed == 0 ? name : "%s-again-%d".formatted(name, failed);
    }
  }

  private WorkFolder(Path folder, State state) {
    this.folder = folder;
    this.state = state;
  }

  /**
   * Opens {@code folder}, or makes it for an order of {@code jobs} jobs.
   *
   * @param order its digest
   * @param key from which those of the jobs are made, if the folder is new
   * @throws CannotGoOn if it belongs to another order
   */
  static WorkFolder open(Path folder, String order, int jobs, String key) throws IOException {
    var file = folder.resolve("state.json");
    if (!Files.exists(file)) {
      var opened = new WorkFolder(folder, new State(order, key, Collections.nCopies(jobs, 0)));
      opened.write();
      return opened;
    }
    var state = read(file);
    if (!state.order().equals(order) || state.attempts().size() != jobs) {
      throw new CannotGoOn(
          "%s is of another submission; bring that to its end, or remove the folder"
              .formatted(folder));
    }
    return new WorkFolder(folder, state);
  }

  /** The idempotency key of the job at {@code index}. */
  String key(int index) {
    return state.key(index);
  }

  /** Where the results of the job at {@code index} belong. */
  Path results(int index) {
    return folder.resolve("%d.jsonl.gz".formatted(index + 1));
  }

  /** Where the results of all jobs are joined. */
  Path joined() {
    return folder.resolve("all.jsonl.gz");
  }

  /** The job at {@code index} has ended without results: the next attempt is a new job. */
  void failed(int index) throws IOException {
    state.attempts().set(index, state.attempts().get(index) + 1);
    write();
  }

  /** Nothing of it is needed any more. */
  void remove() throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void write() throws IOException {
    PrivateFile.write(folder.resolve("state.json"), JSON.writeValueAsBytes(state));
  }

  private static State read(Path file) throws IOException {
    try {
      return JSON.readValue(file.toFile(), State.class);
    } catch (JsonProcessingException e) {
      throw new CannotGoOn("%s cannot be read; remove the folder".formatted(file), e);
    }
  }
}
