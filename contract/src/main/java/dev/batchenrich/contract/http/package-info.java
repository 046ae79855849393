/** What both ends of HTTP agree on. Start with {@link dev.batchenrich.contract.http.EnrichCall}. */
@NullMarked
package dev.batchenrich.contract.http;

import org.jspecify.annotations.NullMarked;
