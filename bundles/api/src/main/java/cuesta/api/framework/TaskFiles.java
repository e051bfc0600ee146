package cuesta.api.framework;

import cuesta.api.TaskId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a framework's own tasks wrote into their sandboxes, read from their agents. Any thread; no
 * call blocks. Nothing is kept by the master: what must outlive the sandbox the framework keeps.
 */
@ProviderType
public interface TaskFiles {
  /** Most bytes that one call reads. */
  int MAX_BYTES = 1024 * 1024;

  /**
   * Reads the end of a file. Reading again is harmless.
   *
   * @param task a task of this framework, live or among its last 1,000 ended ones
   * @param file below the sandbox, such as {@code stdout}
   * @param bytes how many at most, 0 to {@link #MAX_BYTES}
   * @return the end; exceptionally with {@link cuesta.api.Refused} TASK_UNKNOWN if there is no such
   *     task or it has no sandbox yet, or OUTPUT_UNAVAILABLE if its agent cannot be asked or has no
   *     such file
   */
  CompletionStage<Tail> tail(TaskId task, String file, int bytes);

  /**
   * Reads a part of a file. Reading again is harmless.
   *
   * @param task a task of this framework, live or among its last 1,000 ended ones
   * @param file below the sandbox, such as {@code stdout}
   * @param offset where to start
   * @param bytes how many at most, 1 to {@link #MAX_BYTES}
   * @param wait how long to wait for more, if there is none there yet and the file may still grow;
   *     at most 30 s
   * @return the part, empty if there is no more; fails as {@link #tail} does
   */
  CompletionStage<Part> read(TaskId task, String file, long offset, int bytes, Duration wait);

  /**
   * Takes files out of a sandbox to the masters, so that they outlive it. Doing so again is
   * harmless.
   *
   * @param task a task of this framework, live or among its last 1,000 ended ones
   * @param selection which
   * @return what was found; fails as {@link #tail} does, with COLLECT_FAILED if the files cannot be
   *     read or sent, as while no master takes blobs, or with COLLECT_REFUSED if they never will
   *     be: they are more than was allowed, or hold what is not packed
   */
  CompletionStage<Collected> collect(TaskId task, Selection selection);

  /**
   * A part of a file.
   *
   * @param offset where it starts
   * @param bytes the bytes; must not be changed
   * @param length how long the whole file is, in bytes
   * @param complete the file will not grow any more
   */
  record Part(long offset, byte[] bytes, long length, boolean complete) {
    /** Without the bytes, whose text would differ from run to run. */
    @Override
    public String toString() {
      return bytes.length + " of " + length + " bytes at " + offset;
    }
  }

  /**
   * The end of a file.
   *
   * @param bytes the bytes; must not be changed
   * @param length how long the whole file is, in bytes
   * @param complete the file will not grow any more
   */
  record Tail(byte[] bytes, long length, boolean complete) {
    /** Without the bytes, whose text would differ from run to run. */
    @Override
    public String toString() {
      return bytes.length + " of " + length + " bytes" + (complete ? "" : ", growing");
    }
  }
}
