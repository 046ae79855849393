package dev.batchenrich.pipeline.gzip;

/**
 * A piece of a file, compressed on its own, that can stand before and after others in one deflate
 * stream.
 *
 * @param deflated whole deflate blocks, none of them final, ending on a byte boundary
 * @param crc32 of the uncompressed bytes
 * @param length of the uncompressed bytes
 */
public record Segment(byte[] deflated, int crc32, long length) {}
