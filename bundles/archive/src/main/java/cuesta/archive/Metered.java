package cuesta.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Unpacked bytes, watched while they are read: how many, from how many, and what they are for. */
final class Metered extends InputStream {
  private final InputStream unpacked;
  private final LongSupplier packedSoFar;
  private final Limits limits;
  private long read;
  private long allowed = Limits.HEADERS;

  /**
   * Watches a stream.
   *
   * @param unpacked the bytes
   * @param packedSoFar from how many bytes they came
   * @param limits what is allowed
   */
  Metered(InputStream unpacked, LongSupplier packedSoFar, Limits limits) {
    this.unpacked = unpacked;
    this.packedSoFar = packedSoFar;
    this.limits = limits;
  }

  /** From now on headers are read, after the rest of an entry's content has been passed over. */
  void expectHeaders(long rest) {
    allowed = rest + Limits.HEADERS;
  }

  /** From now on content is read. */
  void expectContent(long size) {
    allowed = size + Limits.HEADERS;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int got = unpacked.read(into, from, length);
    if (got > 0) {
      read += got;
      allowed -= got;
      check();
    }
    return got;
  }

  private void check() throws Unfit {
    if (allowed < 0) {
      throw new Unfit("an entry has more than " + Limits.HEADERS + " bytes of headers");
    }
    if (read > limits.trifle() && read / limits.ratio() > packedSoFar.getAsLong()) {
      throw new Unfit(
          "it is a bomb: one of its bytes becomes more than " + limits.ratio() + " bytes");
    }
  }

  @Override
  public void close() throws IOException {
    unpacked.close();
  }
}
