/** What callers are told when they do not get what they asked for. Start with {@link ErrorType}. */
@NullMarked
package dev.batchenrich.gateway.refusal;

import org.jspecify.annotations.NullMarked;
