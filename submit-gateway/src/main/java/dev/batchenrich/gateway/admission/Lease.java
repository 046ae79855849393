package dev.batchenrich.gateway.admission;

import java.time.Duration;

/**
 * How long a reservation counts that is neither confirmed nor withdrawn, so that a gateway that
 * dies holds its slots no longer than this.
 *
 * <p>It is safe because nothing is confirmed after its lease: publishing begins within half of it,
 * measured by the publisher from before the reservation was sent, and the broker aborts a
 * transaction {@link #TRANSACTION_TIMEOUT} (and a check interval of 10 s) after it began.
 */
public final class Lease {

  public static final Duration LENGTH = Duration.ofSeconds(60);

  /** Publishing must have begun this long after the reservation. */
  public static final Duration PUBLISH_WITHIN = LENGTH.dividedBy(2);

  public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

  private Lease() {}
}
