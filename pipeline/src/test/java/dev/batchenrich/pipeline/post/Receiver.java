package dev.batchenrich.pipeline.post;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/** A receiver on loopback that answers each request as it likes, down to the byte. */
final class Receiver implements AutoCloseable {

  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  /** What is done after each request; the connection stays open afterwards. */
  interface Behaviour {
    void answer(OutputStream out) throws Exception;
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();

  private Receiver(ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  static Receiver answering(String answer) throws IOException {
    return behaving(out -> out.write(answer.getBytes(ISO_8859_1)));
  }

  static Receiver behaving(Behaviour behaviour) throws IOException {
    return new Receiver(ServerSocketFactory.getDefault(), behaviour);
  }

  static Receiver withTls(ServerSocketFactory sockets) throws IOException {
    return new Receiver(sockets, out -> out.write(OK.getBytes(ISO_8859_1)));
  }

  int port() {
    return server.getLocalPort();
  }

  URI url() {
    return url("127.0.0.1");
  }

  URI url(String host) {
    return URI.create("http://%s:%d/hooks?id=7".formatted(host, port()));
  }

  /** How many connections there have been. */
  int connections() {
    return sockets.size();
  }

  /** How many connections the other side has not closed yet. */
  int openConnections() {
    return open.get();
  }

  /** Heads and bodies. */
  List<String> requests() {
    return requests;
  }

  /** Bytes of answers that the other side, or the system between, has taken. */
  long written() {
    return written.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        socket.setSendBufferSize(64 * 1024);
        sockets.add(socket);
        open.incrementAndGet();
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = socket.getInputStream();
      for (var request = read(in); !request.isEmpty(); request = read(in)) {
        requests.add(request);
        behaviour.answer(counting(socket.getOutputStream()));
      }
    } catch (Exception e) {
      // The other side has closed the connection while it was written to.
    } finally {
      open.decrementAndGet();
    }
  }

  private OutputStream counting(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        written.addAndGet(length);
      }
    };
  }

  /** One request as text; empty at the end of the connection. */
  private static String read(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    var length =
        head.toString()
            .lines()
            .filter(line -> line.startsWith("Content-Length: "))
            .mapToInt(line -> Integer.parseInt(line.substring(16)))
            .sum();
    return head + new String(in.readNBytes(length), ISO_8859_1);
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "receiver");
    thread.setDaemon(true);
    thread.start();
  }
}
