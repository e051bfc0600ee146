package cuesta.framework.ci.http;

import cuesta.api.Refused;
import cuesta.api.TaskId;
import cuesta.api.blob.Blobs;
import cuesta.api.framework.TaskFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * What an attempt of a job prints, from a byte on, wherever it is: with its agent while it runs,
 * with the masters afterwards. Who follows it waits for more until the attempt is over. Reading may
 * wait; one thread.
 */
final class LogStream extends InputStream {
  private static final int CHUNK = 64 << 10;
  private static final Duration WAIT = Duration.ofSeconds(20);

  /** Where the log is now. */
  sealed interface Place {
    /** With an agent. */
    record Live(TaskId task) implements Place {}

    /** With the masters. */
    record Kept(String hash) implements Place {}

    /** There is none yet, but there may be. */
    record Coming() implements Place {}

    /** There is none, or no more. */
    record Over() implements Place {}
  }

  /** Looks where the log is. */
  interface Places {
    /** Now. */
    Place now();

    /** After something changed, or a while. */
    Place later() throws InterruptedException;
  }

  private final Places places;
  private final Supplier<TaskFiles> files;
  private final Blobs blobs;
  private final boolean follow;
  private long offset;
  private byte[] part = new byte[0];
  private int at;
  private boolean over;
  private boolean rotated;
  private Optional<InputStream> kept = Optional.empty();

  LogStream(Places places, Supplier<TaskFiles> files, Blobs blobs, long offset, boolean follow) {
    this.places = places;
    this.files = files;
    this.blobs = blobs;
    this.offset = offset;
    this.follow = follow;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == part.length && !over) {
      fill();
    }
    if (at == part.length) {
      return -1;
    }
    int count = Math.min(length, part.length - at);
    System.arraycopy(part, at, into, from, count);
    at += count;
    return count;
  }

  /** Whoever copies this flushes when there is nothing left. */
  @Override
  public int available() {
    return part.length - at;
  }

  private void fill() throws IOException {
    try {
      Place place = kept.isPresent() ? new Place.Kept("") : places.now();
      switch (place) {
        case Place.Kept(String hash) -> take(fromBlob(hash));
        case Place.Live(TaskId task) -> live(task);
        case Place.Coming() -> await();
        case Place.Over() -> over = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for more");
    }
  }

  private void await() throws InterruptedException {
    over = !follow;
    if (follow) {
      places.later();
    }
  }

  private byte[] fromBlob(String hash) throws IOException {
    if (kept.isEmpty()) {
      InputStream in = blobs.open(hash);
      kept = Optional.of(in);
      if (in.skip(offset) < offset) {
        over = true; // whoever asks has more than there is
        return new byte[0];
      }
    }
    byte[] bytes = kept.get().readNBytes(CHUNK);
    over = bytes.length == 0;
    return bytes;
  }

  private void live(TaskId task) throws InterruptedException {
    String file = rotated ? "stdout.1" : "stdout";
    Duration wait = follow && !rotated ? WAIT : Duration.ZERO;
    try {
      live(files.get().read(task, file, offset, CHUNK, wait).toCompletableFuture().get());
    } catch (ExecutionException e) {
      if (rotated) {
        begin();
        return;
      }
      // An agent that restarts, or a file that is not there yet.
      if (!follow && e.getCause() instanceof Refused refused) {
        throw refused;
      }
      await();
    }
  }

  /** An agent cuts a log that has grown too large: the rest of what it was comes first. */
  private void live(TaskFiles.Part more) {
    if (rotated && more.bytes().length == 0) {
      begin();
    } else if (!rotated && more.length() < offset) {
      rotated = true;
    } else {
      take(more.bytes());
      boolean all = !rotated && offset >= more.length();
      // Over in any case: the attempt writes no more, or nobody waits for what it may write.
      over = all && (more.complete() || !follow);
    }
  }

  private void begin() {
    rotated = false;
    offset = 0;
  }

  private void take(byte[] bytes) {
    part = bytes;
    at = 0;
    offset += bytes.length;
  }

  @Override
  public void close() throws IOException {
    over = true;
    if (kept.isPresent()) {
      kept.get().close();
    }
  }
}
