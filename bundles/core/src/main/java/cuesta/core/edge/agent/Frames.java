package cuesta.core.edge.agent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The form of the journal's file: a header, then frames. Each frame says how much of the file was
 * known to be on the disk itself when it was written, so that a reader can tell damage (before that
 * place) from what a crash of the machine left unwritten (after it).
 *
 * <pre>
 * header  "CUESTAJ\n"  schema int  whole long  crc int
 * frame   marker int   length int  number long  synced long  crc int  payload
 * </pre>
 *
 * The checksum covers all of a frame but the marker and itself. The header's {@code whole} is the
 * end of the snapshot that the file began with: half a snapshot is no state that ever was.
 */
final class Frames {
  static final int SCHEMA = 1;
  static final int HEADER = 24;
  private static final int SUMMED = 20;
  static final int FRAME_HEAD = 28;

  /** A frame is not larger: a reader must not be made to allocate what a damaged length says. */
  static final int MAX_PAYLOAD = 64 * 1024 * 1024;

  static final int MARKER = 0xC5F7A6E1;
  private static final byte[] MAGIC = "CUESTAJ\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * A frame that was read.
   *
   * @param number counts the frames of a file from 1
   * @param synced how much of the file was on the disk when it was written
   * @param payload what it holds
   * @param end where the next one begins
   */
  record Frame(long number, long synced, byte[] payload, int end) {}

  private Frames() {}

  static ByteBuffer header(int schema, long whole) {
    ByteBuffer out = ByteBuffer.allocate(HEADER);
    out.put(MAGIC).putInt(schema).putLong(whole);
    out.putInt(crc(out.array(), SUMMED));
    return out.flip();
  }

  /**
   * What a header says.
   *
   * @param schema the file's form
   * @param whole up to where it was on the disk before it got its name
   */
  record Header(int schema, long whole) {}

  /** The header of a file; null if there is none, or a damaged one. */
  static Header readHeader(byte[] file) {
    if (file.length < HEADER) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(file);
    for (byte expected : MAGIC) {
      if (in.get() != expected) {
        return null;
      }
    }
    Header header = new Header(in.getInt(), in.getLong());
    return in.getInt() == crc(file, SUMMED) ? header : null;
  }

  static ByteBuffer frame(long number, long synced, byte[] payload) {
    if (payload.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException("a batch of " + payload.length + " bytes is too large");
    }
    ByteBuffer out = ByteBuffer.allocate(FRAME_HEAD + payload.length);
    out.putInt(MARKER).putInt(payload.length).putLong(number).putLong(synced);
    CRC32C crc = new CRC32C();
    crc.update(out.array(), 4, FRAME_HEAD - 8);
    crc.update(payload);
    out.putInt((int) crc.getValue()).put(payload);
    return out.flip();
  }

  /** The frame at a place; null if there is none, or a damaged one. */
  static Frame read(byte[] file, int at) {
    if (file.length - at < FRAME_HEAD) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(file, at, file.length - at);
    if (in.getInt() != MARKER) {
      return null;
    }
    int length = in.getInt();
    long number = in.getLong();
    long synced = in.getLong();
    int sum = in.getInt();
    if (length < 0 || length > in.remaining()) {
      return null;
    }
    CRC32C crc = new CRC32C();
    crc.update(file, at + 4, FRAME_HEAD - 8);
    crc.update(file, at + FRAME_HEAD, length);
    if ((int) crc.getValue() != sum) {
      return null;
    }
    byte[] payload = new byte[length];
    in.get(payload);
    return new Frame(number, synced, payload, at + FRAME_HEAD + length);
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
