package dev.batchenrich.faults;

import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of secrets that the processes read.
 *
 * @param keys the API key of each account
 */
record Secrets(Path apiKeys, Path linkSecret, Path webhookSecrets, Map<String, String> keys) {

  static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  static Secrets of(List<String> accounts, Path folder) throws IOException {
    var keys = new LinkedHashMap<String, String>();
    var file = new ApiKeyFile(folder.resolve("api-keys"));
    for (var account : accounts) {
      var key = ApiKeyFile.newKey();
      file.add(account, key);
      keys.put(account, key);
    }
    var linkSecret = folder.resolve("link-secret");
    LinkSecret.readOrMake(linkSecret);
    var webhookSecrets = folder.resolve("webhook-secrets");
    Files.write(
        webhookSecrets, accounts.stream().map(account -> account + " " + WEBHOOK_SECRET).toList());
    return new Secrets(file.path(), linkSecret, webhookSecrets, keys);
  }
}
