package dev.batchenrich.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.FileUtils;

/**
 * The checkpoints of one job. It keeps its id, and so its folder, from run to run: the numbers go
 * on counting, and the highest complete checkpoint is the newest.
 *
 * @param root the folder given to Flink, which puts {@code <job id>/chk-<n>} into it
 */
record Checkpoints(Path root, JobID job) {

  private static final Pattern NAME = Pattern.compile("chk-(\\d{1,18})");

  /**
   * The newest complete checkpoint, if there is one. Everything else that a killed run left behind
   * is deleted: the next run writes folders of the same names.
   */
  Optional<Path> newestOnly() {
    var newest = newest();
    for (var folder : folders()) {
      if (!Optional.of(folder).equals(newest)) {
        delete(folder);
      }
    }
    return newest;
  }

  /** Flink moves {@code _metadata} into place last, so a checkpoint that has it is complete. */
  Optional<Path> newest() {
    return folders().stream()
        .filter(folder -> Files.isRegularFile(folder.resolve("_metadata")))
        .max(Comparator.comparingLong(Checkpoints::number));
  }

  private List<Path> folders() {
    var ofJob = root.resolve(job.toHexString());
    if (!Files.isDirectory(ofJob)) {
      return List.of();
    }
    try (var entries = Files.list(ofJob)) {
      return entries.filter(e -> NAME.matcher(e.getFileName().toString()).matches()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoints cannot be listed: " + ofJob, e);
    }
  }

  private static long number(Path folder) {
    return Long.parseLong(folder.getFileName().toString().substring("chk-".length()));
  }

  private static void delete(Path folder) {
    try {
      FileUtils.deleteDirectory(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("a stale checkpoint cannot be deleted: " + folder, e);
    }
  }
}
