package cuesta.contracts.framework.fakes;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.TaskId;
import cuesta.api.framework.TaskFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Sandboxes in memory, whose tasks write nothing more. Any thread. */
public final class FakeFiles implements TaskFiles {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

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
    byte[] whole = files.get(key(task, file));
    if (whole == null) {
      return CompletableFuture.failedFuture(
          new Refused(
              Reason.of(Reasons.OUTPUT_UNAVAILABLE, key(task, file), "there is no such file")));
    }
    byte[] end = Arrays.copyOfRange(whole, Math.max(0, whole.length - bytes), whole.length);
    return CompletableFuture.completedFuture(new Tail(end, whole.length, true));
  }
}
