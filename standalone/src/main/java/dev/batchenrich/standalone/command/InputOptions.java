package dev.batchenrich.standalone.command;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import dev.batchenrich.standalone.identifiers.IdentifierFormat;
import dev.batchenrich.standalone.identifiers.IdentifierReader;
import dev.batchenrich.standalone.identifiers.Identifiers;
import dev.batchenrich.standalone.identifiers.TypeNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which identifiers a command is given, of what, and how. */
final class InputOptions {

  private static final String STDIN = "-";

  @Parameters(
      index = "0",
      paramLabel = "ENTITY",
      completionCandidates = EntityNames.class,
      converter = EntityNames.class,
      description = "What the identifiers are of: ${COMPLETION-CANDIDATES}.")
  Entity entity = Entity.PERSON;

  @Option(
      names = "--by",
      paramLabel = "TYPE",
      required = true,
      completionCandidates = TypeCandidates.class,
      description =
          "What the identifiers are: urls or emails of people; names, domains, urls or ids of"
              + " companies. Or the name that the API gives them.")
  String by = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = STDIN,
      description = "The identifiers, in UTF-8. Default: -, standard input.")
  String file = STDIN;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "How FILE lists them: lines; csv, whose first row names the columns; json, a list.",
        "Default: what the name says, .csv, .tsv or .json; csv with --column; otherwise lines."
      })
  @Nullable IdentifierFormat format;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "The column of a CSV file, if it has several.")
  @Nullable String column;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "Between the columns of a CSV file. Default: a comma, or a tab for .tsv.")
  @Nullable Character delimiter;

  /**
   * What they are.
   *
   * @throws IllegalArgumentException if --by is of no type, or of none that fits
   */
  IdentifierType type() {
    return TypeNames.parse(entity, by);
  }

  /**
   * Reads them, and finds what a server would refuse before anything is submitted.
   *
   * @param stdin read if no file is given
   */
  Identifiers read(IdentifierType type, InputStream stdin) {
    var reader = new IdentifierReader(format(), column, delimiter());
    if (file.equals(STDIN) && Terminal.isInteractive()) {
      throw new CannotGoOn(Exit.USAGE, "FILE is missing; a pipe or '< FILE' will do, too");
    }
    if (!file.equals(STDIN) && Files.isDirectory(Path.of(file))) {
      throw new CannotGoOn(file + ": is a folder, not a file");
    }
    try (var in = file.equals(STDIN) ? stdin : Files.newInputStream(Path.of(file))) {
      var identifiers = reader.read(in);
      identifiers.requireFit(type);
      return identifiers;
    } catch (IllegalArgumentException e) {
      var name = file.equals(STDIN) ? "standard input" : file;
      throw new CannotGoOn("%s: %s".formatted(name, e.getMessage()), e);
    } catch (IOException e) {
      throw CannotGoOn.because(e);
    }
  }

  /** What results are called if nothing is said. */
  Path defaultOutput() {
    var name = file.equals(STDIN) ? "stdin" : "" + Path.of(file).getFileName();
    return Path.of(name.replaceFirst("\\.[A-Za-z]+$", "") + "-enriched.jsonl.gz");
  }

  private IdentifierFormat format() {
    if (format != null) {
      return format;
    }
    return column == null ? IdentifierFormat.of(file) : IdentifierFormat.CSV;
  }

  private char delimiter() {
    if (delimiter != null) {
      return delimiter;
    }
    return file.toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ',';
  }
}
