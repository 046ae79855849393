package dev.batchenrich.contract.message;

import static dev.batchenrich.contract.message.Valid.require;
import static dev.batchenrich.contract.message.Valid.requirePresent;

import java.util.regex.Pattern;

/**
 * A finished file of a batch.
 *
 * @param path relative to the folder of all results: {@code <batch_id>/<file name>} or {@code
 *     <batch_id>/unresolved/<file name>}
 * @param bytes its length
 */
public record ResultsFile(String path, long bytes) {

  private static final Pattern PATH =
      Pattern.compile("[0-9a-f-]{36}/(unresolved/)?[A-Za-z0-9][A-Za-z0-9._-]*");

  public ResultsFile {
    requirePresent(path, "results.path");
    require(PATH.matcher(path).matches(), "results.path must be <batch_id>/<file>, is '%s'", path);
    require(bytes > 0, "results.bytes must be positive, is %d", bytes);
  }
}
