package dev.batchenrich.gateway;

import dev.batchenrich.contract.s3.S3Server;
import dev.batchenrich.gateway.results.Delivery;
import dev.batchenrich.gateway.results.ResultsLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A bucket on a real S3 API, which the AWS SDK of this JVM is pointed at. */
final class BucketFixture implements AutoCloseable {

  private static final String NAME = "enrich";
  private static final String PREFIX = "of/people/";

  private final S3Server server;
  private final Path results;
  private final Map<String, String> settings;

  BucketFixture(Path folder) throws IOException {
    server = new S3Server(folder);
    results = server.bucket(NAME).resolve(PREFIX);
    settings = settings(server);
    settings.forEach(System::setProperty);
  }

  /** What points the AWS SDK at {@code server}, as system properties. */
  static Map<String, String> settings(S3Server server) {
    return Map.of(
        "aws.endpointUrlS3", server.endpoint().toString(),
        "aws.region", S3Server.REGION,
        "aws.accessKeyId", S3Server.ACCESS_KEY,
        "aws.secretAccessKey", S3Server.SECRET_KEY);
  }

  S3Server server() {
    return server;
  }

  /** The folder whose files are the objects under the location's prefix. */
  Path results() {
    return results;
  }

  ResultsLocation location(Delivery delivery) {
    return new ResultsLocation.Bucket(NAME, PREFIX, delivery, true);
  }

  @Override
  public void close() throws Exception {
    settings.keySet().forEach(System::clearProperty);
    server.close();
  }
}
