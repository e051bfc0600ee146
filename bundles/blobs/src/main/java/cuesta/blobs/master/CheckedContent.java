package cuesta.blobs.master;

import cuesta.api.blob.Blob;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The bytes of a blob, judged while they are read: the last of them are given out only if all are
 * what their name says.
 */
final class CheckedContent extends FilterInputStream {
  private static final int BUFFER = 64 << 10;

  private final Blob blob;
  private final Runnable damaged;
  private final MessageDigest digest = Hashing.sha256();
  private long position;

  CheckedContent(InputStream in, Blob blob, Runnable damaged) {
    super(in);
    this.blob = blob;
    this.damaged = damaged;
  }

  /** Reads over what is not wanted: it must be right all the same. */
  void skipTo(long from) throws IOException {
    skip(from - position);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (position == blob.size()) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, blob.size() - position));
    if (count < 0) {
      throw broken();
    }
    digest.update(bytes, offset, count);
    position += count;
    if (position == blob.size() && !isRight()) {
      throw broken();
    }
    return count;
  }

  private boolean isRight() throws IOException {
    return HexFormat.of().formatHex(digest.digest()).equals(blob.hash()) && in.read() < 0;
  }

  private IOException broken() {
    damaged.run();
    return new IOException("blob " + blob.hash() + " is damaged on this disk; it was set aside");
  }

  /** So that the door sends packets that are full. */
  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, blob.size() - position);
  }

  /** By reading: what is not read cannot be judged. Less only at the end. */
  @Override
  public long skip(long count) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = Math.max(0, count);
    int read = 0;
    while (left > 0 && read >= 0) {
      read = read(buffer, 0, (int) Math.min(buffer.length, left));
      left -= Math.max(0, read);
    }
    return Math.max(0, count) - left;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
