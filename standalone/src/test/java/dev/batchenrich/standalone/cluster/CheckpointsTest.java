package dev.batchenrich.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  private static final JobID JOB = new JobID(1, 2);

  @TempDir Path root;

  @Test
  void aNewFolderHasNoCheckpoint() {
    assertThat(checkpoints().newestOnly()).isEmpty();
  }

  @Test
  void theHighestNumberIsTheNewest() throws IOException {
    complete(9);
    var newest = complete(10);

    assertThat(checkpoints().newest()).contains(newest);
  }

  @Test
  void aCheckpointWithoutMetadataIsNotComplete() throws IOException {
    var complete = complete(3);
    incomplete(4);

    assertThat(checkpoints().newest()).contains(complete);
  }

  @Test
  void whatIsNotTheNewestIsDeleted() throws IOException {
    complete(2);
    var newest = complete(3);
    incomplete(4);
    var shared = Files.createDirectories(ofJob().resolve("shared"));

    assertThat(checkpoints().newestOnly()).contains(newest);

    assertThat(ofJob()).isDirectoryNotContaining("glob:**/chk-{2,4}");
    assertThat(newest.resolve("_metadata")).exists();
    assertThat(shared).exists();
  }

  @Test
  void anotherJobsCheckpointsAreLeftAlone() throws IOException {
    var other = Files.createDirectories(root.resolve(new JobID(3, 4).toHexString() + "/chk-7"));

    assertThat(checkpoints().newestOnly()).isEmpty();
    assertThat(other).exists();
  }

  private Checkpoints checkpoints() {
    return new Checkpoints(root, JOB);
  }

  private Path ofJob() {
    return root.resolve(JOB.toHexString());
  }

  private Path complete(int number) throws IOException {
    var folder = incomplete(number);
    Files.createFile(folder.resolve("_metadata"));
    return folder;
  }

  private Path incomplete(int number) throws IOException {
    var folder = Files.createDirectories(ofJob().resolve("chk-" + number));
    Files.createFile(folder.resolve("2e1f"));
    return folder;
  }
}
