package dev.batchenrich.benchmark.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.benchmark.peer.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bare loop or a peer in a JVM with the flags of this one, which are the server's: it gets the
 * number of jobs of each round on its standard input, and answers with the seconds that it took.
 */
final class ContestantProcess implements Contestant {

  private final Contender contender;
  private final Process process;
  private final PrintWriter requests;
  private final BufferedReader answers;
  private final Path results;

  /**
   * Starts it and returns once it takes rounds.
   *
   * @param records the folder that they are kept in
   * @param folder for what it writes
   */
  ContestantProcess(Contender contender, Path records, Path folder) throws IOException {
    this.contender = contender;
    results = Files.createDirectories(folder.resolve("results"));
    var command = new ArrayList<>(java());
    command.add(ContestantCommand.NAME);
    command.add("--fields=" + contender.fields());
    command.add("--deflate=" + contender.deflate());
    command.add("--records=" + records);
    command.add("--results=" + results);
    command.add("--data-dir=" + folder);
    command.addAll(peer(contender.peer()));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    requests = new PrintWriter(process.getOutputStream(), true, UTF_8);
    answers = process.inputReader(UTF_8);
    answer();
  }

  private static List<String> java() {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-jar");
    command.add(System.getProperty("java.class.path"));
    return command;
  }

  private static List<String> peer(@Nullable Peer peer) {
    return peer == null ? List.of() : List.of("--peer=" + peer);
  }

  private String answer() throws IOException {
    var line = answers.readLine();
    if (line == null) {
      throw new IOException(
          "%s (deflate %s) ended before its time, with exit code %d"
              .formatted(
                  contender.name(), contender.deflate(), process.onExit().join().exitValue()));
    }
    return line;
  }

  @Override
  public double run(int jobs) throws IOException {
    requests.println(jobs);
    return Double.parseDouble(answer());
  }

  @Override
  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public Path results() {
    return results;
  }

  /** Nothing that it has is worth a clean end. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
