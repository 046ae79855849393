package dev.batchenrich.directory.dump;

/**
 * What an import did.
 *
 * @param people lines that held a person
 * @param companies lines that held a company
 * @param badLines lines that held neither
 */
public record ImportSummary(long people, long companies, long badLines) {}
