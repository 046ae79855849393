package dev.batchenrich.directory.local;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory outside of the heap, through which keys and values go to LMDB. It is used again and again,
 * by one thread.
 */
final class OffHeap {

  private ByteBuffer memory = ByteBuffer.allocateDirect(512);
  private final UnsafeBuffer view = new UnsafeBuffer(memory);

  /** A copy of {@code bytes}, until the next one is made. */
  DirectBuffer copy(byte[] bytes) {
    if (memory.capacity() < bytes.length) {
      memory = ByteBuffer.allocateDirect(2 * bytes.length);
    }
    view.wrap(memory, 0, bytes.length);
    view.putBytes(0, bytes);
    return view;
  }
}
