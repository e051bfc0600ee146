package cuesta.election.zookeeper;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Who may write.
 *
 * @param term that has claimed the journal
 * @param version of the znode: each claim raises it, every write checks it
 */
record Fence(long term, int version) {
  static byte[] encode(long term) {
    return Frame.wrap(Frame.FENCE, ByteBuffer.allocate(Long.BYTES).putLong(term).flip());
  }

  static Fence decode(String path, byte[] data, int version) throws IOException {
    ByteBuffer body = Frame.open(Frame.FENCE, path, data);
    if (body.remaining() != Long.BYTES) {
      throw Frame.damaged(path, "it has " + body.remaining() + " bytes of content");
    }
    return new Fence(body.getLong(), version);
  }
}
