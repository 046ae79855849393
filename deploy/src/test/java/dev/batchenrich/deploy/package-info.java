/** Holds what is deployed against the code and the operators; begin with {@link Overlay}. */
@NullMarked
package dev.batchenrich.deploy;

import org.jspecify.annotations.NullMarked;
