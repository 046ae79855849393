package dev.batchenrich.directory.cache;

import dev.batchenrich.contract.field.EntityRecord;
import org.jspecify.annotations.Nullable;

/** What a directory said of an identifier: its record, or null if it does not know it. */
record Answer(@Nullable EntityRecord record) {}
