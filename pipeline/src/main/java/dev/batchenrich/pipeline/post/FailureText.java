package dev.batchenrich.pipeline.post;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * Why there was no answer, for whoever gave the URL. The exceptions' own messages are not repeated:
 * they name addresses of the network at hand, and quote what the receiver sent.
 */
final class FailureText {

  private FailureText() {}

  /**
   * @param host as the URL names it
   */
  static String of(Exception failure, String host) {
    if (failure instanceof PermittedAddresses.NoneException) {
      return "the address of %s is not public".formatted(host);
    }
    if (failure instanceof UnknownHostException) {
      return "the host %s is unknown".formatted(host);
    }
    if (failure instanceof ConnectTimeoutException || failure instanceof NoRouteToHostException) {
      return "the host %s cannot be reached".formatted(host);
    }
    if (failure instanceof ConnectException) {
      return "connection refused";
    }
    if (failure instanceof SSLPeerUnverifiedException || isAboutCertificate(failure)) {
      return "the TLS certificate is not one to be trusted for %s".formatted(host);
    }
    if (failure instanceof SSLException) {
      return "no TLS connection could be agreed on";
    }
    if (failure instanceof HttpException || failure instanceof MessageConstraintException) {
      return "the answer is no HTTP/1.1, or its header is too large";
    }
    if (failure instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    if (failure instanceof RejectedExecutionException) {
      return "too many hosts are being looked up";
    }
    return failure instanceof IOException
        ? "the connection was closed without an answer"
        : "no answer";
  }

  private static boolean isAboutCertificate(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(10)
        .anyMatch(CertificateException.class::isInstance);
  }
}
