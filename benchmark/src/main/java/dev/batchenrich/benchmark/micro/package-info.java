/**
 * What the inner parts of the work cost, each alone: one public class, open as JMH needs it, for
 * each part. Start with {@link dev.batchenrich.benchmark.micro.Parts}.
 */
@NullMarked
package dev.batchenrich.benchmark.micro;

import org.jspecify.annotations.NullMarked;
