package dev.batchenrich.standalone.cluster;

import java.io.Serializable;

/** Asks for a checkpoint of a job from within it: operators may keep it. */
public interface CheckpointRequest extends Serializable {

  /** Returns at once. The checkpoint begins soon and holds all that the caller did before. */
  void ask();

  /** Tells that the job has something to do: a checkpoint may wait a little to be shared. */
  void busy();
}
