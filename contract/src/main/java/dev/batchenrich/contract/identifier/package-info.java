/**
 * How identifiers are normalised for look-up. Start with {@link
 * dev.batchenrich.contract.identifier.Identifiers}.
 */
@NullMarked
package dev.batchenrich.contract.identifier;

import org.jspecify.annotations.NullMarked;
