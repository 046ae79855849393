package dev.batchenrich.gateway.http;

import dev.batchenrich.gateway.cancel.Cancellations;
import dev.batchenrich.gateway.redeliver.Redeliveries;
import dev.batchenrich.gateway.submit.Submissions;
import dev.batchenrich.gateway.view.View;

/** What the endpoints work with once Kafka is connected and the view has caught up. */
public record Backend(
    View view, Submissions submissions, Redeliveries redeliveries, Cancellations cancellations) {}
