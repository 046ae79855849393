/** The commands. Start with {@link dev.batchenrich.standalone.command.ServeCommand}. */
@NullMarked
package dev.batchenrich.standalone.command;

import org.jspecify.annotations.NullMarked;
