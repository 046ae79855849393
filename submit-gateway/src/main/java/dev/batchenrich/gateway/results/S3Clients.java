package dev.batchenrich.gateway.results;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The ways to S3, set up as the environment of the AWS SDK says. */
record S3Clients(DefaultCredentialsProvider credentials, S3Client s3, S3Presigner presigner)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(S3Clients.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(12);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  /**
   * Makes them, without a call to S3.
   *
   * @throws IllegalArgumentException saying in one line what is missing or cannot be used
   */
  static S3Clients create(boolean pathStyle) {
    var credentials = DefaultCredentialsProvider.builder().build();
    try {
      requireRegion();
      requireUsable(credentials);
      var addresses = S3Configuration.builder().pathStyleAccessEnabled(pathStyle).build();
      var s3 =
          S3Client.builder()
              .credentialsProvider(credentials)
              .serviceConfiguration(addresses)
              .httpClientBuilder(
                  UrlConnectionHttpClient.builder()
                      .connectionTimeout(CONNECT_TIMEOUT)
                      .socketTimeout(READ_TIMEOUT))
              .overrideConfiguration(
                  calls ->
                      calls.apiCallAttemptTimeout(ATTEMPT_TIMEOUT).apiCallTimeout(CALL_TIMEOUT))
              .build();
      var presigner =
          S3Presigner.builder()
              .credentialsProvider(credentials)
              .serviceConfiguration(addresses)
              .build();
      return new S3Clients(credentials, s3, presigner);
    } catch (RuntimeException e) {
      // Whatever the SDK throws here is about its settings, a malformed endpoint for one.
      credentials.close();
      throw new IllegalArgumentException("S3 cannot be used for results: " + e.getMessage(), e);
    }
  }

  /**
   * Looks for the bucket. An S3 that does not answer stops nothing: it may do so later.
   *
   * @throws IllegalArgumentException saying in one line why the bucket cannot be used
   */
  void requireBucket(String bucket) {
    try {
      s3.headBucket(head -> head.bucket(bucket));
    } catch (S3Exception e) {
      switch (e.statusCode()) {
        case 404 -> throw unusable(bucket, "there is none of this name", e);
        case 301 -> throw unusable(bucket, "it is in another region than AWS_REGION says", e);
        case 400, 403 ->
            throw unusable(
                bucket, "these credentials are not allowed s3:ListBucket there, or are wrong", e);
        default -> LOG.warn("S3 does not answer yet: bucket={} cause={}", bucket, e.getMessage());
      }
    } catch (SdkException e) {
      LOG.warn("S3 does not answer yet: bucket={} cause={}", bucket, e.getMessage());
    }
  }

  @Override
  public void close() {
    presigner.close();
    s3.close();
    credentials.close();
  }

  private static void requireRegion() {
    try {
      DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "no region, for example in the environment variable AWS_REGION", e);
    }
  }

  private static void requireUsable(DefaultCredentialsProvider credentials) {
    try {
      credentials.resolveCredentials();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "no credentials where the AWS SDK looks for them, for example in the"
              + " environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
          e);
    }
  }

  private static IllegalArgumentException unusable(String bucket, String why, S3Exception cause) {
    return new IllegalArgumentException(
        "the bucket %s cannot be used for results: %s".formatted(bucket, why), cause);
  }
}
