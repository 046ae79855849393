package dev.batchenrich.benchmark;

import dev.batchenrich.benchmark.load.Accounts;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import dev.batchenrich.standalone.OpenResources;
import dev.batchenrich.standalone.Preparation;
import dev.batchenrich.standalone.Standalone;
import dev.batchenrich.standalone.StandaloneConfig;
import dev.batchenrich.standalone.WebhookChoices;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Servers in this process. */
final class Servers {

  private Servers() {}

  /** Starts one on a new {@code folder}, with the sample records if there is no directory. */
  static Standalone start(
      Path folder,
      @Nullable DirectorySettings directory,
      Accounts accounts,
      WebhookChoices webhooks)
      throws Exception {
    return Standalone.start(
        Preparation.of(
            new StandaloneConfig(
                folder.resolve("data"),
                "127.0.0.1",
                0,
                null,
                null,
                directory,
                accounts.write(folder.resolve("keys")),
                null,
                webhooks)),
        new OpenResources());
  }

  /** An upstream at {@code url}. */
  static DirectorySettings upstream(String url, Path keyFile, int callsAtATime) {
    return new DirectorySettings(
        url,
        keyFile.toString(),
        callsAtATime,
        DirectorySettings.DEFAULT_CALL_TIMEOUT,
        0,
        CacheSettings.NONE);
  }
}
