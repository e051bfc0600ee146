package cuesta.core.edge.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import cuesta.api.Reasons;
import cuesta.core.agent.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a journal: all of it, or as much as was whole when the machine crashed, or a refusal. Never
 * a state that was not.
 *
 * @param checkpoint what it holds
 * @param end where the last whole frame ends
 * @param length how long the file is
 * @param frames how many frames were read
 */
record JournalFile(Checkpoint checkpoint, int end, int length, long frames) {
  static JournalFile read(Path file) throws IOException {
    return read(file, Files.readAllBytes(file));
  }

  /** The same of bytes that stand for the file. */
  static JournalFile read(Path file, byte[] bytes) throws IOException {
    Frames.Header header = Frames.readHeader(bytes);
    if (header == null) {
      throw damaged(file, 0, "it has no valid header");
    }
    if (header.schema() > Frames.SCHEMA) {
      throw newer(
          file, "it has schema " + header.schema() + ", this version reads up to " + Frames.SCHEMA);
    }
    Checkpoint checkpoint = Checkpoint.EMPTY;
    int at = Frames.HEADER;
    long number = 0;
    for (Frames.Frame frame = Frames.read(bytes, at);
        frame != null && frame.number() == number + 1;
        frame = Frames.read(bytes, at)) {
      checkpoint = apply(file, at, checkpoint, frame);
      at = frame.end();
      number++;
    }
    if (at < header.whole()) {
      throw damaged(file, at, "its snapshot is not whole");
    }
    if (at < syncedUpTo(bytes, at)) {
      throw damaged(file, at, "a later part of it proves that this was on the disk");
    }
    return new JournalFile(checkpoint, at, bytes.length, number);
  }

  private static Checkpoint apply(Path file, int at, Checkpoint before, Frames.Frame frame)
      throws IOException {
    try {
      Checkpoint after = before;
      for (var change : ChangeCodec.read(frame.payload())) {
        after = after.replay(change);
      }
      return after;
    } catch (NewerException e) {
      throw newer(file, e.getMessage());
    } catch (InvalidProtocolBufferException e) {
      throw damaged(file, at, e.getMessage());
    }
  }

  /**
   * Looks for frames beyond a place where none could be read: if one of them says that the place
   * was on the disk already, it was damaged later.
   */
  private static long syncedUpTo(byte[] bytes, int from) {
    long synced = 0;
    for (int at = from; at <= bytes.length - Frames.FRAME_HEAD; at++) {
      if (bytes[at] == (byte) (Frames.MARKER >>> 24)) {
        Frames.Frame frame = Frames.read(bytes, at);
        if (frame != null) {
          synced = Math.max(synced, frame.synced());
          at = frame.end() - 1;
        }
      }
    }
    return synced;
  }

  private static IOException damaged(Path file, int at, String detail) {
    return new IOException(
        Reasons.DATA_CORRUPT
            + ": the agent's journal "
            + file
            + " is damaged at byte "
            + at
            + ": "
            + detail
            + "; move the file away to start as a new agent (tasks that still run are then left"
            + " alone), or restore it from a backup");
  }

  private static IOException newer(Path file, String detail) {
    return new IOException(
        Reasons.DATA_NEWER
            + ": the agent's journal "
            + file
            + " was written by a newer version: "
            + detail
            + "; start that version, or give another --work-dir");
  }
}
