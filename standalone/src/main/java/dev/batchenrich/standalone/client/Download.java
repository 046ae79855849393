package dev.batchenrich.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Fetches a file. Until it is whole it is {@code FILE.part}, with its ETag in {@code
 * FILE.part.etag}; a later download of the same content goes on from there (RFC 9110, sections
 * 13.1.5 and 14.2).
 */
final class Download {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final HttpClient http;
  private final Path file;
  private final Path part;
  private final Path etag;
  private final DownloadWatcher watcher;

  Download(HttpClient http, Path file, DownloadWatcher watcher) {
    this.http = http;
    this.file = file;
    this.watcher = watcher;
    part = file.resolveSibling(file.getFileName() + ".part");
    etag = file.resolveSibling(part.getFileName() + ".etag");
  }

  void run(URI link) throws IOException, InterruptedException {
    try (var channel = FileChannel.open(part, CREATE, WRITE)) {
      if (channel.tryLock() == null) {
        throw new CannotGoOn("another process downloads to " + part);
      }
      fetch(link, channel);
      channel.force(true);
    }
    Files.move(part, file, ATOMIC_MOVE);
    Files.deleteIfExists(etag);
  }

  private void fetch(URI link, FileChannel channel) throws IOException, InterruptedException {
    if (!Files.exists(etag)) {
      channel.truncate(0);
    }
    var request = HttpRequest.newBuilder(link).timeout(BatchClient.TIMEOUT);
    if (channel.size() > 0) {
      request
          .header("Range", "bytes=%d-".formatted(channel.size()))
          .header("If-Range", Files.readString(etag));
    }
    var response = send(link, request.build());
    try (var body = response.body()) {
      switch (response.statusCode()) {
        case 200 -> {
          begin(response, channel);
          copy(response, channel, response.headers().firstValueAsLong("Content-Length").orElse(-1));
        }
        case 206 -> {
          var range = ContentRange.parse(response.headers().firstValue("Content-Range").orElse(""));
          if (range == null || range.first() != channel.size()) {
            throw new CannotGoOn("the server sent another range than the one that was asked for");
          }
          channel.position(range.first());
          copy(response, channel, range.all());
        }
        case 416 -> {
          // Nothing is missing, which If-Range has made sure is of the same file.
        }
        default -> throw Refused.of(response, new String(body.readAllBytes(), UTF_8));
      }
    }
  }

  /**
   * From the first byte. A weak ETag, or none, does not tell later whether the file is the same.
   */
  private void begin(HttpResponse<?> response, FileChannel channel) throws IOException {
    channel.truncate(0);
    Files.deleteIfExists(etag);
    var given = response.headers().firstValue("ETag").orElse("");
    if (given.startsWith("\"")) {
      Files.writeString(etag, given);
    }
  }

  private void copy(HttpResponse<InputStream> response, FileChannel channel, long all)
      throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    for (var read = read(response, buffer); read >= 0; read = read(response, buffer)) {
      channel.write(ByteBuffer.wrap(buffer, 0, read));
      watcher.fetched(channel.position(), all);
    }
    if (all >= 0 && channel.position() != all) {
      throw brokenOff(new IOException("%,d of %,d bytes came".formatted(channel.position(), all)));
    }
  }

  private HttpResponse<InputStream> send(URI link, HttpRequest request)
      throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw BatchClient.unreachable(link.resolve("/"), e);
    }
  }

  private int read(HttpResponse<InputStream> response, byte[] buffer) {
    try {
      return response.body().read(buffer);
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  private CannotGoOn brokenOff(IOException e) {
    return new CannotGoOn(
        Exit.UNREACHABLE,
        "the download of %s broke off: %s; the same command goes on with it"
            .formatted(file, CannotGoOn.reason(e)),
        e);
  }
}
