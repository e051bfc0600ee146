package cuesta.framework.ci.http;

import cuesta.api.TaskId;
import cuesta.api.blob.Blobs;
import cuesta.api.framework.TaskFiles;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.Log;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The ends of logs, as lines for people. What cannot be had at once is left out.
 *
 * @param files what tasks wrote
 * @param blobs what is kept of it
 */
record Printed(Supplier<TaskFiles> files, Blobs blobs) {
  private static final int BYTES = 16 << 10;
  private static final int PATIENCE_SECONDS = 3;
  private static final Pattern ESCAPES = Pattern.compile("\\x1b\\[[0-9;?]*[A-Za-z]");

  /** The last lines of what a job has printed so far. */
  List<String> end(Job job, int lines) {
    Optional<byte[]> bytes =
        job.log().state() == Log.State.KEPT
            ? kept(job.log())
            : job.launch().at().isPresent() ? live(job.launch().task()) : Optional.empty();
    return bytes.map(text -> lines(text, lines)).orElse(List.of());
  }

  private Optional<byte[]> live(TaskId task) {
    try {
      return Optional.of(
          files
              .get()
              .tail(task, "stdout", BYTES)
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .bytes());
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<byte[]> kept(Log log) {
    long size = log.blob().orElseThrow().size();
    try (InputStream in = blobs.open(log.blob().orElseThrow().hash())) {
      in.skipNBytes(Math.max(0, size - BYTES));
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What a terminal would show in the end: of a line that was written over, the last version. */
  static List<String> lines(byte[] bytes, int most) {
    List<String> lines = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      String plain = ESCAPES.matcher(line).replaceAll("");
      String end = plain.endsWith("\r") ? plain.substring(0, plain.length() - 1) : plain;
      lines.add(end.substring(end.lastIndexOf('\r') + 1).stripTrailing());
    }
    boolean blank = lines.size() == 1 && lines.getFirst().isEmpty();
    return blank ? List.of() : lines.subList(Math.max(0, lines.size() - most), lines.size());
  }
}
