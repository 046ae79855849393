/**
 * The identifiers that a file holds. Start with {@link
 * dev.batchenrich.standalone.identifiers.IdentifierFormat}.
 */
@NullMarked
package dev.batchenrich.standalone.identifiers;

import org.jspecify.annotations.NullMarked;
