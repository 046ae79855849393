package dev.batchenrich.directory.dump;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.directory.dump.DumpReader.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads dumps, hands on their records and counts their lines. Lines are parsed in parallel, by
 * blocks.
 */
public final class LineImport {

  private static final int BLOCK_LINES = 16_384;
  private static final int BLOCK_BYTES = 32 << 20;

  private final List<Path> dumps;
  private final boolean isStrict;
  private final Consumer<BadLine> badLines;
  private final BlockWriter writer;
  private long people;
  private long companies;
  private long bad;

  /**
   * An import that is still to run.
   *
   * @param isStrict whether a bad line ends the import; otherwise it is reported and skipped
   * @param badLines is told of each bad line, in the order of the files
   */
  public LineImport(
      List<Path> dumps, boolean isStrict, Consumer<BadLine> badLines, BlockWriter writer) {
    this.dumps = dumps;
    this.isStrict = isStrict;
    this.badLines = badLines;
    this.writer = writer;
  }

  /** Either a record or what is wrong with the line. */
  private record Parsed(@Nullable DumpRecord record, @Nullable BadLine bad) {

    static Parsed of(Line line) {
      try {
        return new Parsed(DumpRecord.parse(line.bytes()), null);
      } catch (IllegalArgumentException e) {
        return new Parsed(
            null, new BadLine(line.file(), line.number(), String.valueOf(e.getMessage())));
      }
    }
  }

  private record Key(Entity entity, long id) implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::entity).thenComparingLong(Key::id);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** Fails, saying why in one line, unless all of {@code dumps} are files that may be read. */
  public static void requireReadable(List<Path> dumps) throws IOException {
    for (var dump : dumps) {
      if (!Files.exists(dump)) {
        throw new IOException(dump + " does not exist");
      }
      if (Files.isDirectory(dump)) {
        throw new IOException(dump + " is a folder, not a dump");
      }
      if (!Files.isReadable(dump)) {
        throw new IOException(dump + " is not readable");
      }
    }
  }

  /**
   * Reads what {@code done} has left.
   *
   * @return what was imported, with what {@code done} has
   * @throws IOException if a dump cannot be read, or what it holds not be written
   * @throws IllegalArgumentException when strict, at a bad line
   */
  public ImportSummary run(ImportProgress done) throws IOException {
    people = done.soFar().people();
    companies = done.soFar().companies();
    bad = done.soFar().badLines();
    for (var dump = done.dump(); dump < dumps.size(); dump++) {
      read(dump, dump == done.dump() ? done.line() : 0);
    }
    return summary();
  }

  private void read(int dump, long linesDone) throws IOException {
    try (var reader = new DumpReader(dumps.get(dump))) {
      var block = new ArrayList<Line>();
      var bytes = 0L;
      var number = 0L;
      for (var line = reader.next(); line != null; line = reader.next()) {
        number = line.number();
        if (number > linesDone && !isBlank(line.bytes())) {
          block.add(line);
          bytes += line.bytes().length;
        }
        if (block.size() == BLOCK_LINES || bytes > BLOCK_BYTES) {
          write(block, dump, number);
          block.clear();
          bytes = 0;
        }
      }
      write(block, dump, number);
    }
  }

  private void write(List<Line> block, int dump, long line) throws IOException {
    var lastOfEach = new TreeMap<Key, DumpRecord>();
    for (var parsed : block.parallelStream().map(Parsed::of).toList()) {
      if (parsed.bad != null) {
        refuse(parsed.bad);
      } else if (parsed.record != null) {
        lastOfEach.put(new Key(parsed.record.entity(), parsed.record.record().id()), parsed.record);
        switch (parsed.record.entity()) {
          case PERSON -> people++;
          case COMPANY -> companies++;
        }
      }
    }
    writer.write(List.copyOf(lastOfEach.values()), new ImportProgress(dump, line, summary()));
  }

  private ImportSummary summary() {
    return new ImportSummary(people, companies, bad);
  }

  private void refuse(BadLine line) {
    if (isStrict) {
      throw new IllegalArgumentException(line + "; nothing was imported");
    }
    bad++;
    badLines.accept(line);
  }

  private static boolean isBlank(byte[] line) {
    for (var each : line) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }
}
