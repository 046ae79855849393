/** Requests and answers. Start with {@link HttpApi}. */
@NullMarked
package dev.batchenrich.gateway.http;

import org.jspecify.annotations.NullMarked;
