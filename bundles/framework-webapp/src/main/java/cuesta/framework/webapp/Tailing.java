package cuesta.framework.webapp;

import cuesta.api.TaskId;
import cuesta.api.framework.TaskFiles;
import cuesta.framework.webapp.engine.Instance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The ends of files of several instances as one stream, whole lines at a time; of more than one
 * instance each line begins with the instance's number. Follows them, if asked to, until it is
 * closed. Not for several threads at once.
 */
final class Tailing extends InputStream {
  private static final long PAUSE_MILLIS = 500;

  private final Supplier<List<Instance>> instances;
  private final List<String> files;
  private final BiFunction<TaskId, String, CompletionStage<TaskFiles.Tail>> read;
  private final boolean follows;
  private final Map<String, Long> seen = new TreeMap<>();
  private byte[] ready = new byte[0];
  private int at;
  private boolean once;
  private boolean several;

  Tailing(
      Supplier<List<Instance>> instances,
      List<String> files,
      BiFunction<TaskId, String, CompletionStage<TaskFiles.Tail>> read,
      boolean follows) {
    this.instances = instances;
    this.files = files;
    this.read = read;
    this.follows = follows;
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
    try {
      while (at == ready.length) {
        if (once) {
          if (!follows) {
            return -1;
          }
          Thread.sleep(PAUSE_MILLIS);
        }
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("closed while following");
    }
    int count = Math.min(length, ready.length - at);
    System.arraycopy(ready, at, into, from, count);
    at += count;
    return count;
  }

  private void look() throws InterruptedException {
    once = true;
    List<Instance> all = instances.get();
    several |= all.size() > 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Instance instance : all) {
      for (String file : files) {
        look(instance, file, out);
      }
    }
    ready = out.toByteArray();
    at = 0;
  }

  private void look(Instance instance, String file, ByteArrayOutputStream out)
      throws InterruptedException {
    TaskId task = instance.launch().task();
    try {
      TaskFiles.Tail tail = read.apply(task, file).toCompletableFuture().get();
      add(task + "/" + file, instance.number(), tail, out);
    } catch (ExecutionException e) {
      // its agent cannot be asked now, or it has written nothing yet: looked at again
    }
  }

  /** What is new of a file, up to its last whole line while it grows. */
  private void add(String file, long number, TaskFiles.Tail tail, ByteArrayOutputStream out) {
    byte[] bytes = tail.bytes();
    long start = tail.length() - bytes.length;
    long known = Math.max(seen.getOrDefault(file, start), start);
    int from = (int) (known - start);
    int to = bytes.length;
    while (follows && !tail.complete() && to > from && bytes[to - 1] != '\n') {
      to--;
    }
    seen.put(file, start + to);
    if (to <= from) {
      return;
    }
    if (!several) {
      out.write(bytes, from, to - from);
      return;
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    text.lines()
        .forEach(
            line -> out.writeBytes((number + "| " + line + "\n").getBytes(StandardCharsets.UTF_8)));
  }
}
