/**
 * The HTTP API as its callers use it. Start with {@link
 * dev.batchenrich.standalone.client.BatchClient}.
 */
@NullMarked
package dev.batchenrich.standalone.client;

import org.jspecify.annotations.NullMarked;
