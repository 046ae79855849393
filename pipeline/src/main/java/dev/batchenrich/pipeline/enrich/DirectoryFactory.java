package dev.batchenrich.pipeline.enrich;

import dev.batchenrich.directory.Directory;
import java.io.Serializable;

/** Opens a directory where the look-ups run. */
@FunctionalInterface
public interface DirectoryFactory extends Serializable {

  Directory open() throws Exception;
}
