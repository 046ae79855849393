package dev.batchenrich.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.standalone.DataFolder;
import dev.batchenrich.standalone.Preparation;
import dev.batchenrich.standalone.Standalone;
import dev.batchenrich.standalone.StandaloneConfig;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.demo.DemoRun;
import dev.batchenrich.standalone.records.ServedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows everything in half a minute. */
@Command(
    name = "demo",
    description = {
      "Starts a server on free ports with fictional records, submits a batch of people and one of"
          + " companies over HTTP, downloads both files, checks every line and shows what came out."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder for everything, kept at the end. Default: a new temporary folder.")
  @Nullable Path dataDir;

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var root = dataDir == null ? temporaryFolder() : dataDir;
    Logs.writeTo(DataFolder.logsIn(root));
    var out = Terminal.out(spec);
    var prepared = Preparation.of(StandaloneConfig.in(root));
    var folder = prepared.folder();
    out.printf("starting broker, jobs and gateway in %s ...%n", folder.root());
    var began = System.nanoTime();
    try (var resources = StopHook.install(Terminal.err(spec))) {
      var sample = ServedDirectory.sample(folder);
      var standalone = Standalone.start(prepared.serving(sample), resources);
      out.printf("ready in %.1f s: %s%n%n", (System.nanoTime() - began) / 1e9, standalone.url());
      var client =
          new BatchClient(standalone.url(), Files.readString(folder.apiKey(), UTF_8).strip());
      new DemoRun(client, folder.root().resolve("downloads"), out, Terminal.isInteractive()).run();
    }
    out.printf("%neverything stays in %s%n", folder.root());
    out.println("next: ./batch-enrich serve, or ./batch-enrich --help");
    return 0;
  }

  private static Path temporaryFolder() throws IOException {
    return Files.createTempDirectory("batch-enrich-demo-");
  }
}
