package cuesta.testkit.sim;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.TaskId;
import cuesta.api.blob.Blob;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.framework.TaskFiles;
import cuesta.engine.SplitMix;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Files of simulated tasks: each holds the id of its task. Now and then nobody answers. */
final class SimFiles implements TaskFiles {
  /** Does something so many microseconds later. */
  @FunctionalInterface
  interface Later {
    void run(long micros, Runnable what);
  }

  private final SplitMix random;
  private final Later later;

  SimFiles(SplitMix random, Later later) {
    this.random = random;
    this.later = later;
  }

  @Override
  public CompletionStage<Tail> tail(TaskId task, String file, int bytes) {
    byte[] text = text(task);
    return answer(task, () -> new Tail(text, text.length, true));
  }

  @Override
  public CompletionStage<Part> read(
      TaskId task, String file, long offset, int bytes, Duration wait) {
    byte[] text = text(task);
    int from = (int) Math.min(offset, text.length);
    byte[] rest = Arrays.copyOfRange(text, from, Math.min(text.length, from + bytes));
    return answer(task, () -> new Part(from, rest, text.length, true));
  }

  /** The name of what was collected is made of the task's own. */
  @Override
  public CompletionStage<Collected> collect(TaskId task, Selection selection) {
    byte[] text = text(task);
    String hash = "%064x".formatted(new java.math.BigInteger(1, text)).substring(0, 64);
    return answer(
        task, () -> new Collected(Optional.of(new Blob(hash, text.length)), 1, text.length));
  }

  private static byte[] text(TaskId task) {
    return task.value().getBytes(StandardCharsets.UTF_8);
  }

  private <T> CompletionStage<T> answer(TaskId task, Supplier<T> what) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean answered = random.chance(0.9);
    later.run(
        random.below(300) * 1_000L,
        () -> {
          if (answered) {
            answer.complete(what.get());
          } else {
            answer.completeExceptionally(
                new Refused(Reason.of(Reasons.OUTPUT_UNAVAILABLE, task.value(), "nobody answers")));
          }
        });
    return answer;
  }
}
