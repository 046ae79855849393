package dev.batchenrich.pipeline.deliver;

/** A results file that has got to its place: {@code <folder>/<batchId>/<name>}. */
public record CommittedFile(String batchId, String name, long bytes) {}
