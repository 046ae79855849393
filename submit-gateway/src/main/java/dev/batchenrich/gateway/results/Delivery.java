package dev.batchenrich.gateway.results;

/** How results in a bucket get to a caller. */
public enum Delivery {
  /** The caller is sent to the bucket, with a link that is good for a short time. */
  REDIRECT,
  /** The gateway passes the bytes on. */
  STREAM
}
