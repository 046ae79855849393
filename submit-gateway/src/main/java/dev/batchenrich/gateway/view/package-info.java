/**
 * What this gateway knows of all jobs, read from Kafka and kept in SQLite. Start with {@link View}.
 */
@NullMarked
package dev.batchenrich.gateway.view;

import org.jspecify.annotations.NullMarked;
