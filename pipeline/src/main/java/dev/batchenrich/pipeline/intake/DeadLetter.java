package dev.batchenrich.pipeline.intake;

/** A message that could not be worked on, and why. */
public record DeadLetter(Message message, String reason) {}
