/**
 * The fields of records and how a batch selects among them. Start with {@link
 * dev.batchenrich.contract.field.FieldSelection}.
 */
@NullMarked
package dev.batchenrich.contract.field;

import org.jspecify.annotations.NullMarked;
