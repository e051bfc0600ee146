package cuesta.election.zookeeper;

import cuesta.api.ha.Journal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Changes one after another, each with its length before it: 7 bits a byte, the lowest first. */
final class Changes {
  /** One request of ZooKeeper may have 1 MiB less one byte; the rest is for what goes with it. */
  static final int MAX_ENCODED = 1_000_000;

  private static final int LONGEST_LENGTH = 5;

  private Changes() {}

  /** Copies, so that the caller may do with its bytes what it likes. */
  static byte[] encode(List<byte[]> changes) {
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("changes: there are none: append at least one");
    }
    long bytes = 0;
    long encoded = 0;
    for (byte[] change : changes) {
      bytes += change.length;
      encoded += encodedLength(change);
    }
    if (bytes > Journal.MAX_BATCH) {
      throw new IllegalArgumentException(
          "changes: "
              + bytes
              + " bytes together are more than "
              + Journal.MAX_BATCH
              + ": append them in several batches");
    }
    if (encoded > MAX_ENCODED) {
      throw new IllegalArgumentException(
          "changes: "
              + changes.size()
              + " are too many for one batch ("
              + encoded
              + " bytes with their lengths, at most "
              + MAX_ENCODED
              + "): append them in several batches");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) encoded);
    for (byte[] change : changes) {
      put(buffer, change);
    }
    return buffer.array();
  }

  static int encodedLength(byte[] change) {
    int length = 1 + change.length;
    for (int rest = change.length >>> 7; rest != 0; rest >>>= 7) {
      length++;
    }
    return length;
  }

  static void put(ByteBuffer buffer, byte[] change) {
    int rest = change.length;
    while (rest > 0x7f) {
      buffer.put((byte) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    buffer.put((byte) rest).put(change);
  }

  /** Empty if the bytes are not {@code count} changes and nothing else. */
  static List<byte[]> decode(ByteBuffer buffer, int count) {
    List<byte[]> changes = new ArrayList<>(Math.min(count, buffer.remaining()));
    try {
      for (int i = 0; i < count; i++) {
        changes.add(next(buffer));
      }
    } catch (BufferUnderflowException e) {
      return List.of();
    }
    return buffer.hasRemaining() ? List.of() : changes;
  }

  private static byte[] next(ByteBuffer buffer) {
    int length = 0;
    for (int i = 0; i < LONGEST_LENGTH; i++) {
      byte b = buffer.get();
      length |= (b & 0x7f) << 7 * i;
      if (b >= 0) {
        if (length < 0 || length > buffer.remaining()) {
          throw new BufferUnderflowException();
        }
        byte[] change = new byte[length];
        buffer.get(change);
        return change;
      }
    }
    throw new BufferUnderflowException();
  }
}
