package dev.batchenrich.directory.dump;

import java.io.IOException;
import java.util.List;

/** Where an import puts what it has read, a block of lines at a time. */
public interface BlockWriter {

  /**
   * Puts records, which replace earlier ones with the same ids and all that led to these.
   *
   * @param records in the order of entities and ids, of each id only the last one in the block
   * @param reached up to where the dumps are imported once this returns
   */
  void write(List<DumpRecord> records, ImportProgress reached) throws IOException;
}
