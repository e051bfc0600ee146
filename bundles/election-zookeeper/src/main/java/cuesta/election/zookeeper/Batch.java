package cuesta.election.zookeeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Changes in one znode of the log, or in a segment of a snapshot.
 *
 * @param from the position before the first of them
 * @param changes the changes
 */
record Batch(long from, List<byte[]> changes) {
  /**
   * A frame of several encoded lists of changes.
   *
   * @param from the position before the first of them
   */
  static byte[] encode(char kind, long from, int count, List<byte[]> encoded) {
    int bytes = encoded.stream().mapToInt(e -> e.length).sum();
    ByteBuffer body = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + bytes);
    body.putLong(from).putInt(count);
    encoded.forEach(body::put);
    return Frame.wrap(kind, body.flip());
  }

  static Batch decode(char kind, String path, byte[] data) throws IOException {
    ByteBuffer body = Frame.open(kind, path, data);
    if (body.remaining() < Long.BYTES + Integer.BYTES) {
      throw Frame.damaged(path, "it has " + body.remaining() + " bytes of content");
    }
    long from = body.getLong();
    int count = body.getInt();
    List<byte[]> changes = count <= 0 ? List.of() : Changes.decode(body, count);
    if (changes.isEmpty()) {
      throw Frame.damaged(path, "it does not hold the " + count + " changes it names");
    }
    return new Batch(from, changes);
  }

  long end() {
    return from + changes.size();
  }
}
