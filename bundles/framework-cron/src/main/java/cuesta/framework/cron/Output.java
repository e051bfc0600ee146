package cuesta.framework.cron;

import cuesta.api.TaskId;
import cuesta.api.framework.TaskFiles;
import cuesta.framework.cron.engine.CronLimits;
import cuesta.framework.cron.engine.Packed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The end of what a run wrote.
 *
 * @param out to its standard output
 * @param err to its standard error
 */
record Output(byte[] out, byte[] err) {
  /** Reads the output of a task that has ended, where it ran. Does not block. */
  static CompletionStage<Output> of(TaskId task, TaskFiles files) {
    return end(task, "stdout", files)
        .thenCombine(end(task, "stderr", files), (out, err) -> new Output(out, err));
  }

  private static CompletionStage<byte[]> end(TaskId task, String file, TaskFiles files) {
    return files.tail(task, file, CronLimits.OUTPUT_BYTES).thenApply(TaskFiles.Tail::bytes);
  }

  /**
   * As it lies in the store, for ever: in the zlib format the length of the standard output in four
   * bytes, the standard output, the standard error.
   */
  Packed pack() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DataOutputStream to = new DataOutputStream(new DeflaterOutputStream(packed))) {
      to.writeInt(out.length);
      to.write(out);
      to.write(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: it is all in memory
    }
    return Packed.of(packed.toByteArray());
  }

  /** What was packed; fails with an IOException if it is damaged. */
  static Output unpack(byte[] packed) throws IOException {
    try (DataInputStream from =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
      int length = from.readInt();
      if (length < 0 || length > CronLimits.OUTPUT_BYTES) {
        throw new IOException("an output of " + length + " bytes");
      }
      byte[] out = new byte[length];
      from.readFully(out);
      return new Output(out, from.readNBytes(CronLimits.OUTPUT_BYTES));
    }
  }
}
