package cuesta.framework.webapp;

import cuesta.api.TaskId;
import cuesta.api.framework.TaskFiles;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;

/** How far one file of an instance was read. Not for several threads at once. */
final class Followed {
  /** How rotation names what it moved away. */
  private static final String ROTATED = ".1";

  /** A line that is longer comes in parts. */
  private static final int LONGEST_LINE = 64 * 1024;

  private final TaskId task;
  private final String file;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long offset;
  private boolean rotated;
  private boolean over;

  Followed(TaskId task, String file) {
    this.task = task;
    this.file = file;
  }

  /** The end of it, where reading begins. */
  CompletionStage<TaskFiles.Part> end(TaskFiles files, int bytes) {
    return files
        .tail(task, file, bytes)
        .thenApply(
            tail ->
                new TaskFiles.Part(
                    tail.length() - tail.bytes().length,
                    tail.bytes(),
                    tail.length(),
                    tail.complete()));
  }

  /** What follows; waits for it. Once a file was rotated, first the rest of what it was. */
  CompletionStage<TaskFiles.Part> next(TaskFiles files, Duration wait) {
    return rotated
        ? files.read(task, file + ROTATED, offset, TaskFiles.MAX_BYTES, Duration.ZERO)
        : files.read(task, file, offset, TaskFiles.MAX_BYTES, wait);
  }

  /** Takes a part; gives the lines that are whole now. */
  byte[] take(TaskFiles.Part part) {
    if (rotated) {
      if (part.bytes().length == 0) {
        again();
        return new byte[0];
      }
    } else if (part.length() < offset) {
      rotated = true;
      return new byte[0];
    } else {
      over = part.complete() && part.offset() + part.bytes().length >= part.length();
    }
    offset = part.offset() + part.bytes().length;
    line.writeBytes(part.bytes());
    return lines();
  }

  /** It cannot be read now. What was rotated away may be gone, and then the file has begun anew. */
  void failed() {
    if (rotated) {
      again();
    }
  }

  private void again() {
    rotated = false;
    offset = 0;
  }

  private byte[] lines() {
    byte[] all = line.toByteArray();
    int end = all.length;
    while (!over && end > 0 && all.length < LONGEST_LINE && all[end - 1] != '\n') {
      end--;
    }
    line.reset();
    line.write(all, end, all.length - end);
    return Arrays.copyOf(all, end);
  }

  /** What has no end of its line yet. */
  byte[] rest() {
    byte[] rest = line.toByteArray();
    line.reset();
    return rest;
  }

  /** Whether nothing more comes. */
  boolean over() {
    return over;
  }
}
