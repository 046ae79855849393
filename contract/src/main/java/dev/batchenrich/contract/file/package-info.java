/** Small files that administrators keep: secrets, and lists of accounts. */
@NullMarked
package dev.batchenrich.contract.file;

import org.jspecify.annotations.NullMarked;
