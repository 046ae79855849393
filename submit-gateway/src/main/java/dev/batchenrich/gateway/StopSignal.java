package dev.batchenrich.gateway;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes SIGTERM, which is how a gateway is stopped, an exit in order with status 0: by itself the
 * virtual machine ends with 143, as if something had gone wrong.
 *
 * <p>Java has no other way to handle signals than a class that compilers warn of, so it is found by
 * name.
 */
final class StopSignal {

  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
  private static final String SIGTERM = "TERM";

  private StopSignal() {}

  static void exitInOrder() {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var exit =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                System.exit(0);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(SIGTERM), exit);
    } catch (ReflectiveOperationException e) {
      LOG.debug("SIGTERM will end the process with the status that Java gives it", e);
    }
  }
}
