package cuesta.contracts.framework.fakes;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.TaskId;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.framework.TaskFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Sandboxes in memory, whose tasks write nothing more. Any thread. */
public final class FakeFiles implements TaskFiles {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final FakeBlobs blobs;

  /**
   * No files.
   *
   * @param blobs where those go that are collected
   */
  public FakeFiles(FakeBlobs blobs) {
    this.blobs = blobs;
  }

  /**
   * Writes a file.
   *
   * @param task into whose sandbox
   * @param file its name
   * @param text all of it
   */
  public void write(TaskId task, String file, String text) {
    files.put(key(task, file), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String key(TaskId task, String file) {
    return task + "/" + file;
  }

  @Override
  public CompletionStage<Tail> tail(TaskId task, String file, int bytes) {
    return whole(
        task,
        file,
        whole ->
            new Tail(
                Arrays.copyOfRange(whole, Math.max(0, whole.length - bytes), whole.length),
                whole.length,
                true));
  }

  @Override
  public CompletionStage<Part> read(
      TaskId task, String file, long offset, int bytes, Duration wait) {
    return whole(
        task,
        file,
        whole -> {
          int from = (int) Math.min(offset, whole.length);
          int to = Math.min(whole.length, from + bytes);
          return new Part(from, Arrays.copyOfRange(whole, from, to), whole.length, true);
        });
  }

  /** Knows single files only. */
  @Override
  public CompletionStage<Collected> collect(TaskId task, Selection selection) {
    return whole(
        task,
        selection.include().getFirst(),
        whole -> new Collected(Optional.of(blobs.put(whole)), 1, whole.length));
  }

  private <T> CompletionStage<T> whole(TaskId task, String file, Function<byte[], T> made) {
    byte[] whole = files.get(key(task, file));
    if (whole == null) {
      return CompletableFuture.failedFuture(
          new Refused(
              Reason.of(Reasons.OUTPUT_UNAVAILABLE, key(task, file), "there is no such file")));
    }
    return CompletableFuture.completedFuture(made.apply(whole));
  }
}
