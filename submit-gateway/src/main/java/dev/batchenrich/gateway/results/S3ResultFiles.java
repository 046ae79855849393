package dev.batchenrich.gateway.results;

import dev.batchenrich.contract.message.ResultsFile;
import dev.batchenrich.gateway.refusal.Refusal;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Results in a bucket. */
final class S3ResultFiles implements ResultFiles {

  private static final Logger LOG = LoggerFactory.getLogger(S3ResultFiles.class);

  /** A download has to begin within it, and may then take as long as it likes. */
  private static final Duration LINK_LIFE = Duration.ofMinutes(5);

  private final ResultsLocation.Bucket bucket;
  private final S3Clients clients;

  private S3ResultFiles(ResultsLocation.Bucket bucket, S3Clients clients) {
    this.bucket = bucket;
    this.clients = clients;
  }

  /**
   * Connects to the bucket.
   *
   * @throws IllegalArgumentException saying in one line what of the set-up cannot be used
   */
  static S3ResultFiles open(ResultsLocation.Bucket bucket) {
    var clients = S3Clients.create(bucket.pathStyle());
    try {
      clients.requireBucket(bucket.name());
    } catch (IllegalArgumentException e) {
      clients.close();
      throw e;
    }
    return new S3ResultFiles(bucket, clients);
  }

  @Override
  public @Nullable StoredFile find(ResultsFile file) {
    var key = bucket.prefix() + file.path();
    try {
      long bytes =
          clients.s3().headObject(head -> head.bucket(bucket.name()).key(key)).contentLength();
      if (bytes != file.bytes()) {
        LOG.error("results are damaged: key={} bytes={} expected={}", key, bytes, file.bytes());
        return null;
      }
      return new S3Object(key, bytes);
    } catch (SdkException e) {
      if (isMissing(e)) {
        return null;
      }
      throw unavailable(key, e);
    }
  }

  @Override
  public void close() {
    clients.close();
  }

  private static boolean isMissing(SdkException e) {
    return e instanceof S3Exception answer && answer.statusCode() == 404;
  }

  private static Refusal unavailable(String key, SdkException e) {
    LOG.warn("results cannot be read: key={} cause={}", key, e.getMessage());
    return Refusal.unavailable("The results cannot be reached at the moment");
  }

  private final class S3Object implements StoredFile {

    private final String key;
    private final long bytes;

    S3Object(String key, long bytes) {
      this.key = key;
      this.bytes = bytes;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public InputStream open(long from, long length) throws NoSuchFileException {
      var range = "bytes=%d-%d".formatted(from, from + length - 1);
      try {
        return clients.s3().getObject(get -> get.bucket(bucket.name()).key(key).range(range));
      } catch (SdkException e) {
        if (isMissing(e)) {
          throw new NoSuchFileException(key);
        }
        throw unavailable(key, e);
      }
    }

    @Override
    public @Nullable URI elsewhere(boolean headOnly, String contentType, String disposition) {
      if (bucket.delivery() == Delivery.STREAM) {
        return null;
      }
      try {
        return URI.create(link(headOnly, contentType, disposition).url().toString());
      } catch (SdkException e) {
        // Credentials of a role, which have to be fetched.
        throw unavailable(key, e);
      }
    }

    private PresignedRequest link(boolean headOnly, String contentType, String disposition) {
      return headOnly
          ? clients
              .presigner()
              .presignHeadObject(
                  presign ->
                      presign
                          .signatureDuration(LINK_LIFE)
                          .headObjectRequest(
                              head ->
                                  head.bucket(bucket.name())
                                      .key(key)
                                      .responseContentType(contentType)
                                      .responseContentDisposition(disposition)))
          : clients
              .presigner()
              .presignGetObject(
                  presign ->
                      presign
                          .signatureDuration(LINK_LIFE)
                          .getObjectRequest(
                              get ->
                                  get.bucket(bucket.name())
                                      .key(key)
                                      .responseContentType(contentType)
                                      .responseContentDisposition(disposition)));
    }
  }
}
