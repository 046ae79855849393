package dev.batchenrich.standalone.command;

import dev.batchenrich.directory.dump.BadLine;
import dev.batchenrich.directory.dump.ImportSummary;
import dev.batchenrich.directory.local.DirectoryImport;
import dev.batchenrich.directory.postgres.PostgresImport;
import dev.batchenrich.directory.postgres.PostgresUri;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import dev.batchenrich.standalone.sample.SampleRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns dumps into a directory. */
@Command(
    name = "import",
    description = {
      "Adds records to a directory that the server looks up in.",
      "",
      "A dump holds one person or company record as JSON per line; it may be gzipped. A record that"
          + " the directory holds already is replaced. A line that is no such record is reported"
          + " on stderr as 'file:line: reason' and left out."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class ImportCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = {
        "Folder of the directory; made if it is missing. Or a database:",
        "postgresql://USER:PASSWORD@HOST:PORT/DATABASE[?sslmode=MODE[&sslrootcert=FILE]]; without"
            + " a password there, PGPASSWORD is taken. Its tables are made, or brought up to date, in"
            + " the schema batch_enrich. Broken off, such an import goes on where it was when it is"
            + " run again with the same files."
      })
  String to = "";

  @Option(names = "--strict", description = "Stop at the first bad line and import nothing.")
  boolean strict;

  @Option(
      names = "--sample",
      description = "The 2,000 people and 500 companies that do not exist, instead of dumps.")
  boolean sample;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Dumps: JSON lines, plain or gzipped.")
  List<Path> files = List.of();

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (sample != files.isEmpty()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "give either dumps or --sample, for records that do not exist");
    }
    var began = System.nanoTime();
    var err = Terminal.err(spec);
    try {
      var summary = importing(line -> err.println(line));
      Terminal.out(spec)
          .printf(
              "imported %,d people and %,d companies into %s in %.1f s, %,d bad lines left out%n",
              summary.people(),
              summary.companies(),
              PostgresUri.withoutPassword(to),
              Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0,
              summary.badLines());
      var isAllBad = summary.people() + summary.companies() == 0 && summary.badLines() > 0;
      return (isAllBad ? Exit.FAILED : Exit.DONE).code();
    } catch (IOException | IllegalArgumentException e) {
      throw CannotGoOn.because(e);
    }
  }

  private ImportSummary importing(Consumer<BadLine> badLines) throws IOException {
    if (!sample) {
      return importing(files, badLines);
    }
    var folder = Files.createTempDirectory("batch-enrich-sample");
    try {
      return importing(new SampleRecords().writeTo(folder), badLines);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private ImportSummary importing(List<Path> dumps, Consumer<BadLine> badLines) throws IOException {
    if (PostgresUri.isMeantBy(to)) {
      var database = PostgresUri.parse(to, System.getenv());
      return new PostgresImport(database, dumps, strict).run(badLines);
    }
    if (to.contains("://")) {
      throw new IllegalArgumentException(
          "--to must be a folder or postgresql://..., is '%s'".formatted(to));
    }
    return new DirectoryImport(Path.of(to), dumps, strict).run(badLines);
  }
}
