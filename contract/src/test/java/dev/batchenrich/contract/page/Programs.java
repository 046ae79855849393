package dev.batchenrich.contract.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Programs that the commands of pages take for granted, in a folder of their own. */
public record Programs(Path folder) {

  public Programs {
    folder = folder.toAbsolutePath();
  }

  /** Adds one that does what {@code script} says, for {@code sh}. */
  public Programs add(String name, String script) throws IOException {
    Files.createDirectories(folder);
    var file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(file, "#!/bin/sh\n" + script);
    return this;
  }

  /** The environment variable {@code PATH} by which they are found before all others. */
  public String path() {
    return folder + ":" + System.getenv("PATH");
  }
}
