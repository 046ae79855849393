package dev.batchenrich.directory.postgres;

import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PostgresDirectoryIT implements DirectoryContract {

  private static PostgresServer server;

  @TempDir Path temporary;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Override
  public Directory holding(List<String> records) throws Exception {
    return Directories.open(importing(records));
  }

  private String importing(List<String> records) throws Exception {
    var uri = server.newDatabase();
    var dump = Files.createTempFile(temporary, "dump", ".jsonl");
    Files.write(dump, records.stream().map(record -> record.replace("\n", "")).toList());
    new PostgresImport(PostgresUri.parse(uri, Map.of()), List.of(dump), true).run(bad -> {});
    return uri;
  }
}
