/**
 * Dumps, whose lines become records with the identifiers that lead to them, whatever they are
 * written to. Start with {@link dev.batchenrich.directory.dump.LineImport}.
 */
@NullMarked
package dev.batchenrich.directory.dump;

import org.jspecify.annotations.NullMarked;
