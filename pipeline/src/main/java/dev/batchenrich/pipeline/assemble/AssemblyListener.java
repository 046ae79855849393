package dev.batchenrich.pipeline.assemble;

import java.io.Serializable;

/** Is told what is assembled, by the operator and in its JVM. Must return at once and not throw. */
public interface AssemblyListener extends Serializable {

  /** Listens to nothing. */
  AssemblyListener NONE =
      new AssemblyListener() {
        @Override
        public void received() {}

        @Override
        public void ended() {}
      };

  /** A chunk is there. */
  void received();

  /** A batch was emitted: from now on its file waits for nothing but the next checkpoint. */
  void ended();
}
