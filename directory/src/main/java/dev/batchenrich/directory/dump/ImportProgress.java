package dev.batchenrich.directory.dump;

/**
 * How far an import has come.
 *
 * @param dump index of the dump that is being read
 * @param line how many lines of that dump are done
 * @param soFar what was imported from these and the dumps before
 */
public record ImportProgress(int dump, long line, ImportSummary soFar) {

  /** Before the first line. */
  public static final ImportProgress NONE = new ImportProgress(0, 0, new ImportSummary(0, 0, 0));
}
