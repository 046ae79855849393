package dev.batchenrich.standalone.command;

import dev.batchenrich.standalone.OpenResources;
import java.io.PrintWriter;
import org.apache.kafka.common.utils.Exit;

/** Ctrl-C and SIGTERM stop everything that has been started; so does the end of the command. */
final class StopHook {

  private StopHook() {}

  /** What is added to the result is closed when the JVM goes down. */
  static OpenResources install(PrintWriter err) {
    var resources = new OpenResources();
    Exit.setHaltProcedure((status, message) -> halt(status, err));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  resources.close();
                  Logs.close();
                },
                "stop"));
    return resources;
  }

  /** How the broker ends the process, say if the disk is full. */
  private static void halt(int status, PrintWriter err) {
    err.printf("batch-enrich: the broker cannot go on (more in %s)%n", Logs.folder());
    Runtime.getRuntime().halt(status);
  }
}
