package dev.batchenrich.standalone.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.file.PrivateFile;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The account {@code demo}, which a new data folder begins with. */
public final class DemoAccount {

  public static final String NAME = "demo";

  private static final int SECRET_BYTES = 32;

  private DemoAccount() {}

  /**
   * Gives it a key in {@code keyFile}, if {@code keysFile}, with all accounts' keys, is missing.
   */
  public static void createKeyIfMissing(Path keysFile, Path keyFile) throws IOException {
    createIfMissing(keysFile, keyFile, ApiKeyFile::newKey, key -> "sha256:" + ApiKeyFile.hash(key));
  }

  /**
   * Gives it a secret in {@code secretFile}, for receivers of its webhooks, if {@code secretsFile},
   * with all accounts' secrets, is missing.
   */
  public static void createSecretIfMissing(Path secretsFile, Path secretFile) throws IOException {
    createIfMissing(secretsFile, secretFile, DemoAccount::newSecret, secret -> secret);
  }

  /** A list that exists is the user's and stays as it is; so does what is in {@code one}. */
  private static void createIfMissing(
      Path list, Path one, Supplier<String> secret, UnaryOperator<String> listed)
      throws IOException {
    if (Files.exists(list)) {
      return;
    }
    if (!Files.exists(one)) {
      PrivateFile.write(one, (secret.get() + "\n").getBytes(UTF_8));
    }
    var line = "%s %s\n".formatted(NAME, listed.apply(Files.readString(one).strip()));
    PrivateFile.write(list, line.getBytes(UTF_8));
  }

  private static String newSecret() {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }
}
