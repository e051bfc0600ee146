package cuesta.election.zookeeper;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What belongs to the journal. Rewritten with every batch, in the same write; also the pointer that
 * switches to a new snapshot.
 *
 * @param writes how often it was written: a writer knows by it which of its writes arrived
 * @param first the first batch after the snapshot
 * @param next the batch to be written next
 * @param position the position after the last change
 * @param snapshot the snapshot
 */
record Head(long writes, long first, long next, long position, Snapshot snapshot) {
  /**
   * A snapshot.
   *
   * @param fence the fence's version when it was written, 0 for none
   * @param number among those of the same fence
   * @param segments how many znodes it has
   * @param position up to which it goes
   */
  record Snapshot(int fence, int number, int segments, long position) {
    static final Snapshot NONE = new Snapshot(0, 0, 0, 0);

    String id() {
      return id(fence, number);
    }

    static String id(int fence, int number) {
      return "%010d-%06d".formatted(fence, number);
    }

    /** The fence of an id, -1 if it is none. */
    static int fence(String id) {
      return id.matches("[0-9]{10}-[0-9]{6,10}") && id.compareTo("2147483648") < 0
          ? Integer.parseInt(id.substring(0, 10))
          : -1;
    }
  }

  static final Head EMPTY = new Head(0, 0, 0, 0, Snapshot.NONE);

  Head appended(int changes) {
    return new Head(writes + 1, first, next + 1, position + changes, snapshot);
  }

  Head switched(Snapshot to, long firstBatch) {
    return new Head(writes + 1, firstBatch, next, position, to);
  }

  byte[] encode() {
    ByteBuffer body = ByteBuffer.allocate(5 * Long.BYTES + 3 * Integer.BYTES);
    body.putLong(writes).putLong(first).putLong(next).putLong(position);
    body.putInt(snapshot.fence()).putInt(snapshot.number()).putInt(snapshot.segments());
    body.putLong(snapshot.position());
    return Frame.wrap(Frame.HEAD, body.flip());
  }

  static Head decode(String path, byte[] data) throws IOException {
    ByteBuffer body = Frame.open(Frame.HEAD, path, data);
    if (body.remaining() != 5 * Long.BYTES + 3 * Integer.BYTES) {
      throw Frame.damaged(path, "it has " + body.remaining() + " bytes of content");
    }
    long writes = body.getLong();
    long first = body.getLong();
    long next = body.getLong();
    long position = body.getLong();
    Snapshot snapshot = new Snapshot(body.getInt(), body.getInt(), body.getInt(), body.getLong());
    if (writes < 0
        || first < 0
        || next < first
        || snapshot.segments() < 0
        || position < snapshot.position()) {
      throw Frame.damaged(path, "its numbers contradict each other");
    }
    return new Head(writes, first, next, position, snapshot);
  }
}
