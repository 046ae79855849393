package dev.batchenrich.directory.local;

import dev.batchenrich.directory.local.DumpReader.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings dumps into a store and counts their lines. Lines are parsed in parallel, by blocks. */
final class LineImport {

  private static final int BLOCK_LINES = 16_384;
  private static final int BLOCK_BYTES = 32 << 20;

  private final StoreWriter writer;
  private final boolean isStrict;
  private final Consumer<BadLine> badLines;
  private long people;
  private long companies;
  private long bad;

  LineImport(StoreWriter writer, boolean isStrict, Consumer<BadLine> badLines) {
    this.writer = writer;
    this.isStrict = isStrict;
    this.badLines = badLines;
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

  void add(Path dump) throws IOException {
    try (var reader = new DumpReader(dump)) {
      var block = new ArrayList<Line>();
      var bytes = 0L;
      for (var line = reader.next(); line != null; line = reader.next()) {
        if (!isBlank(line.bytes())) {
          block.add(line);
          bytes += line.bytes().length;
        }
        if (block.size() == BLOCK_LINES || bytes > BLOCK_BYTES) {
          add(block);
          block.clear();
          bytes = 0;
        }
      }
      add(block);
    }
  }

  ImportSummary summary() {
    return new ImportSummary(people, companies, bad);
  }

  private void add(List<Line> block) {
    var records = new ArrayList<DumpRecord>(block.size());
    for (var parsed : block.parallelStream().map(Parsed::of).toList()) {
      if (parsed.bad != null) {
        refuse(parsed.bad);
      } else if (parsed.record != null) {
        records.add(parsed.record);
        switch (parsed.record.entity()) {
          case PERSON -> people++;
          case COMPANY -> companies++;
        }
      }
    }
    writer.put(records);
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
