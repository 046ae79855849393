package dev.batchenrich.pipeline;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits the job {@code enrich} to the cluster that it is started on. */
public final class EnrichMain {

  private EnrichMain() {}

  public static void main(String[] args) throws Exception {
    var config = EnrichConfig.of(EnrichOptions.read(args));
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    EnrichJob.define(environment, config);
    environment.execute(EnrichJob.NAME);
  }
}
