package cuesta.admin.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an error where a body is longer than it may be. */
final class LimitedBody extends FilterInputStream {
  private final long limit;
  private long left;

  LimitedBody(InputStream in, long limit) {
    super(in);
    this.limit = limit;
    left = limit;
  }

  static Failure tooLarge(long limit) {
    return Failure.of(
        413,
        Reason.of(
            Reasons.INVALID,
            "body",
            "is longer than " + limit + " bytes",
            "send less, or put it where the task can fetch it"));
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    count(Math.max(0, count));
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int bytes) {
    left -= bytes;
    if (left < 0) {
      throw tooLarge(limit);
    }
  }
}
