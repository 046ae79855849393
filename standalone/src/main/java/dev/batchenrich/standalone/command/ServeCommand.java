package dev.batchenrich.standalone.command;

import static dev.batchenrich.standalone.records.ServedDirectory.Origin.SAMPLE;

import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.directory.postgres.PostgresUri;
import dev.batchenrich.pipeline.post.RetryDelays;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.DataFolder;
import dev.batchenrich.standalone.Preparation;
import dev.batchenrich.standalone.Standalone;
import dev.batchenrich.standalone.StandaloneConfig;
import dev.batchenrich.standalone.WebhookChoices;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the server until it is stopped. */
@Command(
    name = "serve",
    description = {
      "Runs the server: broker, jobs and HTTP API in one process.",
      "",
      "Prints 'ready: http://<host>:<port>' once it accepts jobs. Ctrl-C stops it; started again on"
          + " the same data folder it goes on with unfinished batches."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true,
    sortOptions = false)
public final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on; 0 for any free one.")
  int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; 0.0.0.0 for all.")
  String host = "";

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      showDefaultValue = Visibility.NEVER,
      description = {
        "Port of the same host to serve GET /metrics on, for Prometheus; 0 for any free one.",
        "Default: no metrics."
      })
  @Nullable Integer metricsPort;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".batch-enrich",
      description = "Folder for everything the server keeps.")
  Path dataDir = Path.of("");

  @Mixin DirectoryOptions directory = new DirectoryOptions();

  @Option(
      names = "--api-keys",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = {
        "Accounts and keys, one 'account sha256:HEX' a line; read again when it changes.",
        "Default: the file 'api-keys' in the data folder, made at the first start with the account"
            + " 'demo', whose key is in 'api-key' beside it."
      })
  @Nullable Path apiKeys;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      showDefaultValue = Visibility.NEVER,
      description = {
        "What download links begin with.",
        "Default: the address that a caller used and, in webhooks, the one that is listened on."
      })
  @Nullable URI publicUrl;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      showDefaultValue = Visibility.NEVER,
      description = {
        "How often batches are finished, 100 ms to 1 h: all that are complete at once, which costs"
            + " a busy server less.",
        "Default: each as soon as it is complete."
      })
  @Nullable String checkpointInterval;

  @Option(
      names = "--webhook-secrets",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = {
        "What webhooks are signed with, one 'account whsec_BASE64' a line, two while a secret is"
            + " being replaced; read again when it changes.",
        "Default: the file 'webhook-secrets' in the data folder, made at the first start with the"
            + " account 'demo', whose secret is in 'webhook-secret' beside it."
      })
  @Nullable Path webhookSecrets;

  @Option(
      names = "--webhook-ports",
      paramLabel = "PORTS",
      defaultValue = WebhookTargets.DEFAULT_PORTS,
      description = "Ports that webhooks may go to.")
  String webhookPorts = "";

  @Option(
      names = "--webhook-retries",
      paramLabel = "DURATIONS",
      split = ";",
      defaultValue = "5 s;5 min;30 min;2 h;5 h;10 h;14 h;20 h;24 h",
      description = "How long to wait after each failed attempt at a webhook.")
  List<String> webhookRetries = List.of();

  @Option(
      names = "--allow-private-webhooks",
      description =
          "Lets webhooks go to this machine and its network, and to any port: for development.")
  boolean allowPrivateWebhooks;

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var config = config();
    Logs.writeTo(DataFolder.logsIn(dataDir));
    var out = Terminal.out(spec);
    var prepared = Preparation.of(config);
    var resources = StopHook.install(Terminal.err(spec));
    introduce(prepared, out);
    try {
      var standalone = Standalone.start(prepared, resources);
      out.printf("  Kafka      %s%n", standalone.bootstrapServers());
      out.printf("  Flink      %s/jobs/overview (REST, read-only)%n", standalone.flink());
      if (metricsPort != null) {
        out.printf("  metrics    http://%s:%d/metrics%n", host, standalone.metricsPort());
      }
      out.println("ready: " + standalone.url());
      throw new CannotGoOn("a job cannot go on: " + standalone.end().get());
    } catch (Exception e) {
      // Whatever ends while the process is being stopped is no failure.
      if (resources.isClosed()) {
        return ExitCode.OK;
      }
      throw e;
    }
  }

  private StandaloneConfig config() {
    try {
      return new StandaloneConfig(
          dataDir,
          host,
          port,
          metricsPort,
          publicUrl,
          directory.settings(),
          apiKeys,
          checkpointInterval == null
              ? null
              : DurationText.parse(
                  checkpointInterval, "checkpoint-interval must be a duration such as '5 s', is"),
          new WebhookChoices(
              webhookSecrets,
              WebhookTargets.of(webhookPorts, allowPrivateWebhooks),
              new RetryDelays(webhookRetries.stream().map(ServeCommand::webhookRetry).toList())));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Duration webhookRetry(String text) {
    return DurationText.parse(
        text, "webhook-retries must be durations such as '5 s;5 min', one is");
  }

  private void introduce(Preparation prepared, PrintWriter out) {
    var folder = prepared.folder();
    out.printf("batch-enrich %s%n", Version.number());
    out.printf("  data       %s (logs in %s)%n", folder.root(), folder.logs());
    if (prepared.directory().origin() == SAMPLE) {
      out.printf("  directory  fictional sample records, in %s%n", folder.sample());
      out.printf(
          "             to serve your own: ./batch-enrich import --to %s FILE...%n",
          folder.directory());
    } else {
      out.printf(
          "  directory  %s%n", PostgresUri.withoutPassword(prepared.directory().settings().uri()));
    }
    out.printf(
        "  API keys   %s%s%n",
        prepared.apiKeys(),
        apiKeys == null && Files.exists(folder.apiKey())
            ? " (the key of account demo: " + folder.apiKey() + ")"
            : "");
    out.printf(
        "  webhooks   %s%s%n",
        prepared.webhookSecrets(),
        webhookSecrets == null
            ? " (the secret of account demo: " + folder.webhookSecret() + ")"
            : "");
    out.println("starting ...");
    out.flush();
  }
}
