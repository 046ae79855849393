package dev.batchenrich.standalone.cluster;

import java.io.Serializable;

/** Asks for a checkpoint of a job from within it: operators may keep it. */
@FunctionalInterface
public interface CheckpointRequest extends Serializable {

  /** Returns at once. The checkpoint begins soon and holds all that the caller did before. */
  void ask();
}
