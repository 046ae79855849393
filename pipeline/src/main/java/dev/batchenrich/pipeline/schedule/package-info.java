/**
 * When each webhook is sent, and how many to one receiver at a time. Start with {@link
 * dev.batchenrich.pipeline.schedule.ScheduleAttempts}.
 */
@NullMarked
package dev.batchenrich.pipeline.schedule;

import org.jspecify.annotations.NullMarked;
