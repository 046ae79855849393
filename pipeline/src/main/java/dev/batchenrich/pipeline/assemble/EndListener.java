package dev.batchenrich.pipeline.assemble;

import java.io.Serializable;

/**
 * Is told when a batch has been assembled, by the operator and in its JVM: from then on its file
 * waits for nothing but the next checkpoint.
 */
@FunctionalInterface
public interface EndListener extends Serializable {

  /** Listens to nothing. */
  EndListener NONE = () -> {};

  /** Must return at once and not throw. */
  void ended();
}
