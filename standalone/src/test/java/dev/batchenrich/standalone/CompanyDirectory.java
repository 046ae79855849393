package dev.batchenrich.standalone;

import dev.batchenrich.contract.company.Companies;
import dev.batchenrich.directory.local.DirectoryImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory of {@link Companies}. */
final class CompanyDirectory {

  private CompanyDirectory() {}

  /** Makes one in {@code folder} and returns its URI. */
  static String make(Path folder) throws IOException {
    var dump = Companies.dump(Files.createTempFile("companies", ".jsonl"));
    try {
      new DirectoryImport(folder, List.of(dump), true).run(badLine -> {});
    } finally {
      Files.delete(dump);
    }
    return "local:" + folder;
  }
}
