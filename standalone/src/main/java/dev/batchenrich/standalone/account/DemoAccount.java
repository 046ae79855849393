package dev.batchenrich.standalone.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.file.PrivateFile;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The account {@code demo}, which a new data folder begins with. */
public final class DemoAccount {

  public static final String NAME = "demo";

  private DemoAccount() {}

  /**
   * Makes the account if the keys file is missing, with the key in {@code keyFile} or, if that is
   * missing too, a new one. A keys file that exists is the user's and stays as it is.
   */
  public static void createIfMissing(Path keysFile, Path keyFile) throws IOException {
    if (Files.exists(keysFile)) {
      return;
    }
    if (!Files.exists(keyFile)) {
      PrivateFile.write(keyFile, (ApiKeyFile.newKey() + "\n").getBytes(UTF_8));
    }
    var key = Files.readString(keyFile).strip();
    PrivateFile.write(
        keysFile, "%s sha256:%s\n".formatted(NAME, ApiKeyFile.hash(key)).getBytes(UTF_8));
  }
}
