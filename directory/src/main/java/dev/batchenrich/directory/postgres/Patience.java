package dev.batchenrich.directory.postgres;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param query after which the server itself gives a query up
 * @param idle after which an unused connection is closed
 */
record Patience(Duration query, Duration idle) {

  static final Patience DEFAULT = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(15));

  /**
   * After which a connection on which nothing arrives is taken for lost. Longer than a server takes
   * to give up the first query on a connection that was idle until then.
   */
  Duration silence() {
    return idle.plus(query.multipliedBy(3).dividedBy(2));
  }
}
