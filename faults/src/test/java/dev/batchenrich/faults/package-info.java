/** The fault suite. Start with {@link dev.batchenrich.faults.FaultsIT}. */
@NullMarked
package dev.batchenrich.faults;

import org.jspecify.annotations.NullMarked;
