package dev.batchenrich.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A network of its own between two processes: what goes through can be delayed, held or cut. */
final class FaultProxy implements AutoCloseable {

  private static final int CONNECT_MILLIS = 2_000;

  /** What happens to connections. */
  sealed interface Weather {

    /** Everything passes. */
    record Clear() implements Weather {}

    /** Whatever is read is passed on later. */
    record Latency(Duration delay) implements Weather {}

    /** Nothing passes and nothing is lost: what was on its way arrives afterwards. */
    record Blackhole() implements Weather {}

    /** Connections end with a reset, new ones too. */
    record Reset() implements Weather {}

    /** Each request is answered with this status, and reaches nobody. */
    record Answer(int status) implements Weather {}
  }

  private static final Weather CLEAR = new Weather.Clear();

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Object change = new Object();
  private Weather weather = CLEAR;

  /** Listens at a port of loopback for what is meant for {@code targetPort} there. */
  FaultProxy(int targetPort) {
    try {
      listener = new ServerSocket(Ports.free(), 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void set(Weather next) {
    synchronized (change) {
      weather = next;
      change.notifyAll();
    }
    if (next instanceof Weather.Reset || next instanceof Weather.Answer) {
      sockets.forEach(FaultProxy::reset);
    }
  }

  void clear() {
    set(CLEAR);
  }

  private Weather weather() {
    synchronized (change) {
      return weather;
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // The listener was closed, or a client was gone again.
      }
    }
  }

  private void serve(Socket client) {
    sockets.add(client);
    var now = weather();
    if (now instanceof Weather.Reset) {
      reset(client);
    } else if (now instanceof Weather.Answer answer) {
      answer(client, answer.status());
    } else {
      connect(client);
    }
  }

  private void connect(Socket client) {
    var server = new Socket();
    sockets.add(server);
    try {
      server.connect(target, CONNECT_MILLIS);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      var other = threads.submit(() -> pump(client, server));
      pump(server, client);
      other.get();
      close(client);
      close(server);
    } catch (IOException | ExecutionException e) {
      // Nobody listens there: the client is to see that, too.
      reset(client);
      reset(server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(client);
      sockets.remove(server);
    }
  }

  /** Passes everything on until the end, or until either side is broken. */
  private void pump(Socket from, Socket to) {
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      var buffer = new byte[1 << 16];
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitPassage();
        out.write(buffer, 0, read);
      }
      awaitPassage();
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from);
      reset(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitPassage() throws InterruptedException {
    if (weather() instanceof Weather.Latency latency) {
      TimeUnit.MILLISECONDS.sleep(latency.delay().toMillis());
    }
    synchronized (change) {
      while (weather instanceof Weather.Blackhole) {
        change.wait();
      }
    }
  }

  private void answer(Socket client, int status) {
    try (client) {
      skipHead(client.getInputStream());
      respond(client.getOutputStream(), status);
    } catch (IOException e) {
      // The client is gone.
    } finally {
      sockets.remove(client);
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    var last = new StringBuilder();
    for (var next = in.read(); next >= 0; next = in.read()) {
      last.append((char) next);
      if (last.length() > 4) {
        last.deleteCharAt(0);
      }
      if (last.toString().equals("\r\n\r\n")) {
        return;
      }
    }
  }

  private static void respond(OutputStream out, int status) throws IOException {
    var body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%d</Message></Error>"
            .formatted(status == 503 ? "SlowDown" : "InternalError", status);
    out.write(
        "HTTP/1.1 %d Broken\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, body.length(), body)
            .getBytes(US_ASCII));
    out.flush();
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed enough.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    clear();
    sockets.forEach(FaultProxy::reset);
    threads.shutdownNow();
  }
}
