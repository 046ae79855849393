/**
 * What {@code demo} shows, as any client could do it. Start with {@link
 * dev.batchenrich.standalone.demo.DemoRun}.
 */
@NullMarked
package dev.batchenrich.standalone.demo;

import org.jspecify.annotations.NullMarked;
