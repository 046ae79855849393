/** The HTTP side: takes batches in, answers for them, hands out their results. */
@NullMarked
package dev.batchenrich.gateway;

import org.jspecify.annotations.NullMarked;
