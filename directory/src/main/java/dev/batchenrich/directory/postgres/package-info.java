/**
 * A directory in a PostgreSQL database. Start with {@link
 * dev.batchenrich.directory.postgres.PostgresDirectory}.
 */
@NullMarked
package dev.batchenrich.directory.postgres;

import org.jspecify.annotations.NullMarked;
