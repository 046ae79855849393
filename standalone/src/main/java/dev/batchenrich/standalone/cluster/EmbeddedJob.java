package dev.batchenrich.standalone.cluster;

import org.apache.flink.api.common.JobID;

/**
 * A job of the embedded cluster.
 *
 * @param id names the folder of its checkpoints, so it must never change
 * @param parallelism the slots that it takes
 */
public record EmbeddedJob(String name, JobID id, int parallelism) {}
