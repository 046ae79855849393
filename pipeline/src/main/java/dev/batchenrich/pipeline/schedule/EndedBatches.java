package dev.batchenrich.pipeline.schedule;

import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.WebhookRequest;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The end of a batch that has a webhook asks for its first delivery. */
public final class EndedBatches implements FlatMapFunction<JobStatus, WebhookRequest> {

  @Override
  public void flatMap(JobStatus status, Collector<WebhookRequest> out) {
    if (status.completedAt() != null && status.batch().webhookUrl() != null) {
      out.collect(new WebhookRequest(1, status.completedAt(), status));
    }
  }
}
