package cuesta.launcher.posix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The last bytes of a stream, which is read to its end by a thread of its own. */
final class Tail {
  private final byte[] ring;
  private final CountDownLatch ended = new CountDownLatch(1);
  private long read;

  private Tail(int size) {
    ring = new byte[size];
  }

  static Tail of(InputStream in, int size) {
    Tail tail = new Tail(size);
    // No virtual thread: a pipe would hold its carrier.
    Thread.ofPlatform().daemon().name("check-output").start(() -> tail.drain(in));
    return tail;
  }

  private void drain(InputStream in) {
    byte[] buffer = new byte[4096];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        keep(buffer, n);
      }
    } catch (IOException e) {
      // Closed: nobody waits for more.
    } finally {
      ended.countDown();
    }
  }

  private synchronized void keep(byte[] from, int count) {
    for (int i = 0; i < count; i++) {
      ring[(int) (read++ % ring.length)] = from[i];
    }
  }

  /** True if all of it was read. */
  boolean await(long millis) throws InterruptedException {
    return ended.await(millis, TimeUnit.MILLISECONDS);
  }

  /** What has been read last. */
  synchronized String text() {
    int length = (int) Math.min(read, ring.length);
    byte[] last = new byte[length];
    for (int i = 0; i < length; i++) {
      last[i] = ring[(int) ((read - length + i) % ring.length)];
    }
    return new String(last, StandardCharsets.UTF_8);
  }
}
