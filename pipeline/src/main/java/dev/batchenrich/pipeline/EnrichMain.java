package dev.batchenrich.pipeline;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits the job {@code enrich} to the cluster that it is started on. */
public final class EnrichMain {

  private EnrichMain() {}

  public static void main(String[] args) throws Exception {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    EnrichJob.define(environment, config(args));
    environment.execute(EnrichJob.NAME);
  }

  private static EnrichConfig config(String[] args) {
    try {
      return EnrichConfig.of(EnrichOptions.TABLE.read(args));
    } catch (IllegalArgumentException e) {
      System.err.println("enrich: " + e.getMessage());
      System.exit(1);
      throw e;
    }
  }
}
