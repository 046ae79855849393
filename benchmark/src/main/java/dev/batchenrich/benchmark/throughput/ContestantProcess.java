package dev.batchenrich.benchmark.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Bare loops or peers in a JVM with the flags of this one, which are the server's: it gets a {@link
 * RoundRequest} for each round on its standard input, and answers with the seconds that it took.
 */
final class ContestantProcess implements Contestant {

  private final Process process;
  private final PrintWriter requests;
  private final BufferedReader answers;
  private final Path results;

  /**
   * Starts it.
   *
   * @param records the folder that they are kept in
   * @param folder for what it writes
   */
  ContestantProcess(Path records, Path folder) throws IOException {
    results = Files.createDirectories(folder.resolve("results"));
    var command = new ArrayList<>(java());
    command.add(ContestantCommand.NAME);
    command.add("--records=" + records);
    command.add("--results=" + results);
    command.add("--data-dir=" + folder);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    requests = new PrintWriter(process.getOutputStream(), true, UTF_8);
    answers = process.inputReader(UTF_8);
  }

  private static List<String> java() {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-jar");
    command.add(System.getProperty("java.class.path"));
    return command;
  }

  @Override
  public double run(Contender contender, int jobs) throws IOException {
    requests.println(new RoundRequest(contender, jobs).toJson());
    var seconds = answers.readLine();
    if (seconds == null) {
      throw new IOException(
          "%s (deflate %s) ended before its time, with exit code %d"
              .formatted(
                  contender.name(), contender.deflate(), process.onExit().join().exitValue()));
    }
    return Double.parseDouble(seconds);
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
