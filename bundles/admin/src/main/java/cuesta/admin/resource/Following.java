package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.api.front.AgentDoor;
import cuesta.api.front.AgentDoor.Chunk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends a file as it grows, until its container has ended and all of it was sent, or it was rotated
 * away. A reader who sees the stream end asks {@code files/read} at his offset: {@code X-Complete}
 * says that this was all, a shorter {@code X-Length} that the file was rotated.
 */
final class Following {
  /** What {@link AgentDoor#read} gives at most. */
  static final int MAX_CHUNK = 1 << 20;

  /** Output shows up while a command runs as if it ran here. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(4);

  /** A look at a quiet file costs some 20 µs of CPU; ten a second are nothing. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  /** How rotation names what it copied away. */
  private static final String ROTATED = ".1";

  /** Waits; tests do not. */
  @FunctionalInterface
  interface Pause {
    void pause(Duration time) throws InterruptedException;
  }

  private final Pause pause;

  Following(Pause pause) {
    this.pause = pause;
  }

  /**
   * Reads a part, and waits for it if there is none yet and there may still be.
   *
   * @param most how long
   */
  Chunk part(AgentDoor door, String path, Range range, Duration most) throws IOException {
    Duration waited = Duration.ZERO;
    Duration wait = FIRST_PAUSE;
    while (true) {
      boolean last = waited.compareTo(most) >= 0;
      Optional<Chunk> found = look(door, path, range, last);
      if (found.isPresent()) {
        return found.get();
      }
      rest(wait);
      waited = waited.plus(wait);
      wait = longer(wait);
    }
  }

  /** Empty if it is worth to wait. A file that is not there yet may come, while tasks run. */
  private static Optional<Chunk> look(AgentDoor door, String path, Range range, boolean last)
      throws IOException {
    try {
      Chunk chunk = door.read(path, range.offset(), range.length());
      // What is shorter than it was has been rotated: whoever reads has to know that.
      boolean quiet = chunk.bytes().length == 0 && chunk.length() == range.offset();
      return quiet && !chunk.complete() && !last ? Optional.empty() : Optional.of(chunk);
    } catch (NoSuchFileException e) {
      if (last || door.isOver(path)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * Which part of a file.
   *
   * @param offset where it starts; negative counts from the end
   * @param length how many bytes at most
   */
  record Range(long offset, int length) {}

  Answer answer(AgentDoor door, String path, long offset) throws IOException {
    Chunk first = door.read(path, offset, MAX_CHUNK);
    if (first.length() < offset) {
      Chunk rest = rest(door, path, offset);
      if (rest.bytes().length > 0) {
        return answer(rest.offset(), out -> remainder(door, path, rest, out));
      }
      Chunk again = door.read(path, 0, MAX_CHUNK);
      return answer(0, out -> follow(door, path, again, out));
    }
    return answer(first.offset(), out -> follow(door, path, first, out));
  }

  private static Answer answer(long offset, Answer.Body body) {
    return Answer.of(200, "application/octet-stream", body).with("X-Offset", Long.toString(offset));
  }

  private void follow(AgentDoor door, String path, Chunk first, OutputStream out)
      throws IOException {
    Chunk chunk = first;
    long sent = chunk.offset();
    Duration wait = FIRST_PAUSE;
    out.flush();
    while (true) {
      out.write(chunk.bytes());
      out.flush();
      sent += chunk.bytes().length;
      if (chunk.length() < sent) {
        remainder(door, path, rest(door, path, sent), out);
        return;
      }
      if (sent >= chunk.length()) {
        if (chunk.complete()) {
          return;
        }
        wait = chunk.bytes().length > 0 ? FIRST_PAUSE : longer(wait);
        rest(wait);
      }
      chunk = door.read(path, sent, MAX_CHUNK);
    }
  }

  /** What was written to a file after it was read and before it was rotated. */
  private static void remainder(AgentDoor door, String path, Chunk rest, OutputStream out)
      throws IOException {
    Chunk chunk = rest;
    while (chunk.bytes().length > 0) {
      out.write(chunk.bytes());
      out.flush();
      chunk = rest(door, path, chunk.offset() + chunk.bytes().length);
    }
  }

  private static Chunk rest(AgentDoor door, String path, long offset) throws IOException {
    try {
      Chunk chunk = door.read(path + ROTATED, offset, MAX_CHUNK);
      return chunk.length() > offset ? chunk : nothing(offset);
    } catch (NoSuchFileException e) {
      return nothing(offset);
    }
  }

  private static Chunk nothing(long offset) {
    return new Chunk(offset, new byte[0], offset, true);
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private void rest(Duration wait) throws IOException {
    try {
      pause.pause(wait);
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException("stopped following").initCause(e);
    }
  }
}
