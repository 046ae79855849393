package dev.batchenrich.pipeline.enrich;

import dev.batchenrich.directory.Directory;
import java.io.Serializable;

/** Opens a directory where the look-ups run. */
@FunctionalInterface
public interface DirectoryFactory extends Serializable {

  /** Opens it for one of so many subtasks. */
  Directory open(int subtasks) throws Exception;
}
