package dev.batchenrich.pipeline;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits the job {@code webhooks} to the cluster that it is started on. */
public final class WebhooksMain {

  private WebhooksMain() {}

  public static void main(String[] args) throws Exception {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    WebhooksJob.define(environment, config(args));
    environment.execute(WebhooksJob.NAME);
  }

  private static WebhooksConfig config(String[] args) {
    try {
      return WebhooksConfig.of(WebhooksOptions.TABLE.read(args));
    } catch (IllegalArgumentException e) {
      System.err.println("webhooks: " + e.getMessage());
      System.exit(1);
      throw e;
    }
  }
}
