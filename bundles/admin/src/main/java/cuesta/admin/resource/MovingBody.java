package cuesta.admin.resource;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Knows since when nothing of a body has come. */
final class MovingBody extends FilterInputStream {
  private volatile long last = System.nanoTime();

  MovingBody(InputStream in) {
    super(in);
  }

  /** Since when nothing came: nanoseconds. */
  long still() {
    return System.nanoTime() - last;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    last = one < 0 ? last : System.nanoTime();
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    last = count < 0 ? last : System.nanoTime();
    return count;
  }
}
