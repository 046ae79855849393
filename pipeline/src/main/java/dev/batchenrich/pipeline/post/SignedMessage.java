package dev.batchenrich.pipeline.post;

import java.util.Map;

/** What is sent to a receiver. */
record SignedMessage(Map<String, String> headers, byte[] body) {}
