package cuesta.election.zookeeper;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.ha.UnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The envelope of everything in the journal: magic, kind, version of the format, checksum, body. So
 * that what is damaged, or of a newer Cuesta, is known before it is believed.
 */
final class Frame {
  /** Raised by whoever changes a body; older ones stay readable. */
  static final int SCHEMA = 1;

  static final char FENCE = 'F';
  static final char HEAD = 'H';
  static final char BATCH = 'B';
  static final char SEGMENT = 'S';

  private static final byte[] MAGIC = {'C', 'U', 'J'};
  private static final int HEADER = MAGIC.length + 1 + 1 + Integer.BYTES;

  private Frame() {}

  static byte[] wrap(char kind, ByteBuffer body) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + body.remaining());
    frame.put(MAGIC).put((byte) kind).put((byte) SCHEMA).putInt(checksum(body)).put(body);
    return frame.array();
  }

  private static int checksum(ByteBuffer body) {
    CRC32C crc = new CRC32C();
    crc.update(body.duplicate());
    return (int) crc.getValue();
  }

  /**
   * The body.
   *
   * @param path of the znode, for the message
   */
  static ByteBuffer open(char kind, String path, byte[] data) throws IOException {
    if (data == null
        || data.length < HEADER
        || !startsWithMagic(data)
        || data[MAGIC.length] != kind) {
      throw damaged(path, "it does not begin as the journal's znodes do");
    }
    ByteBuffer frame = ByteBuffer.wrap(data, MAGIC.length + 1, data.length - MAGIC.length - 1);
    int schema = frame.get() & 0xff;
    if (schema > SCHEMA) {
      throw new UnreadableException(
          Reason.of(
              Reasons.DATA_NEWER,
              "znode " + path,
              "was written in format " + schema + ", this version reads formats up to " + SCHEMA,
              "start the version that wrote it, or a later one"));
    }
    int checksum = frame.getInt();
    ByteBuffer body = frame.slice();
    if (checksum(body) != checksum) {
      throw damaged(path, "its checksum does not fit its content");
    }
    return body;
  }

  private static boolean startsWithMagic(byte[] data) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (data[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  static IOException damaged(String path, String what) {
    String journal = path.replaceFirst("(/journal)/.*", "$1");
    return new UnreadableException(
        Reason.of(
            Reasons.DATA_CORRUPT,
            "znode " + path,
            "is damaged: " + what,
            "restore ZooKeeper's data from a copy, or remove "
                + journal
                + " with all below it to start with an empty registry (agents and their tasks"
                + " register again)"));
  }
}
