package dev.batchenrich.gateway.auth;

/**
 * Who has sent a request.
 *
 * @param keyId tells keys apart, and cannot be used as one
 */
public record Caller(String account, String keyId) {}
