package dev.batchenrich.gateway;

import java.time.Clock;
import java.util.List;

/** Runs one gateway until the process is told to stop. */
public final class GatewayMain {

  private static final String LOG_CONFIGURATION = "log4j2.configurationFile";

  /** Read by {@code gateway-log4j2.xml}. */
  private static final String LOG_FORMAT = "batch-enrich.log-format";

  private GatewayMain() {}

  public static void main(String[] arguments) {
    if (List.of(arguments).contains("--help")) {
      System.out.print(GatewayOptions.help());
      return;
    }
    try {
      run(new GatewayOptions(List.of(arguments)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(GatewayOptions options) {
    // Before the first logger is made. A gateway inside another program leaves logging to that.
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "classpath:gateway-log4j2.xml");
    }
    System.setProperty(LOG_FORMAT, options.logFormat());
    var gateway = Gateway.start(options.config(), Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "gateway-shutdown"));
    StopSignal.exitInOrder();
  }
}
