/** Who is calling: API keys and the accounts they belong to. Start with {@link ApiKeys}. */
@NullMarked
package dev.batchenrich.gateway.auth;

import org.jspecify.annotations.NullMarked;
