package dev.batchenrich.gateway;

import java.time.Clock;
import java.util.List;

/** Runs one gateway until the process is told to stop. */
public final class GatewayMain {

  private static final String LOG_CONFIGURATION = "log4j2.configurationFile";

  private GatewayMain() {}

  public static void main(String[] arguments) {
    if (List.of(arguments).contains("--help")) {
      System.out.print(GatewayOptions.help());
      return;
    }
    // Before the first logger is made. A gateway inside another program leaves logging to that.
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "classpath:gateway-log4j2.xml");
    }
    try {
      var config = new GatewayOptions(List.of(arguments)).config();
      var gateway = Gateway.start(config, Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "gateway-shutdown"));
      StopSignal.exitInOrder();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
