package cuesta.framework.webapp;

import cuesta.api.TaskId;
import cuesta.api.framework.TaskFiles;
import cuesta.framework.webapp.engine.Instance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The ends of files of several instances as one stream, whole lines at a time; of more than one
 * instance each line begins with the instance's number. Follows them, if asked to, until it is
 * closed. Not for several threads at once.
 */
final class Tailing extends InputStream {
  /** So long an agent waits for a file to grow before it is asked again. */
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final Supplier<List<Instance>> instances;
  private final Asking asking;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final Semaphore news = new Semaphore(0);
  private byte[] ready = new byte[0];
  private int at;
  private boolean once;
  private boolean several;

  /**
   * What is asked for.
   *
   * @param files where
   * @param names which of each instance
   * @param bytes of each, its last so many
   * @param follows whether it goes on as they write
   * @param look how soon instances that came are noticed, and files that could not be read are
   *     asked for again
   */
  record Asking(TaskFiles files, List<String> names, int bytes, boolean follows, Duration look) {}

  /** A file with its instance and what is under way for it. */
  private static final class Open {
    final long instance;
    final Followed file;
    boolean fromEnd;
    CompletableFuture<TaskFiles.Part> answer;
    long notBefore = System.nanoTime();
    boolean listed = true;

    Open(long instance, Followed file, boolean fromEnd) {
      this.instance = instance;
      this.file = file;
      this.fromEnd = fromEnd;
    }
  }

  Tailing(Supplier<List<Instance>> instances, Asking asking) {
    this.instances = instances;
    this.asking = asking;
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
        if (once && !asking.follows()) {
          return -1;
        }
        look();
        ready = once ? more() : ends();
        at = 0;
        once = true;
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

  /** Which instances are there. Those that came are read from their beginning. */
  private void look() {
    List<Instance> all = instances.get();
    several |= all.size() > 1;
    open.values().forEach(one -> one.listed = false);
    for (Instance instance : all) {
      TaskId task = instance.launch().task();
      for (String name : asking.names()) {
        open.computeIfAbsent(
                    task + "/" + name,
                    key -> new Open(instance.number(), new Followed(task, name), !once))
                .listed =
            true;
      }
    }
  }

  private byte[] ends() {
    open.values().forEach(this::ask);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Open one : open.values()) {
      one.answer.handle((part, failure) -> null).join();
      taken(one, out);
      if (!asking.follows()) {
        write(one.instance, one.file.rest(), out);
      }
    }
    return out.toByteArray();
  }

  private byte[] more() throws InterruptedException {
    long now = System.nanoTime();
    for (Open one : open.values()) {
      if (one.answer == null && !one.file.over() && now - one.notBefore >= 0) {
        ask(one);
      }
    }
    if (news.tryAcquire(asking.look().toNanos(), TimeUnit.NANOSECONDS)) {
      news.drainPermits();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Iterator<Open> all = open.values().iterator(); all.hasNext(); ) {
      Open one = all.next();
      if (one.answer != null && one.answer.isDone() && !taken(one, out) && !one.listed) {
        all.remove(); // gone, and so is its agent's memory of it
      }
    }
    return out.toByteArray();
  }

  private void ask(Open one) {
    one.answer =
        (one.fromEnd
                ? one.file.end(asking.files(), asking.bytes())
                : one.file.next(asking.files(), WAIT))
            .toCompletableFuture();
    one.answer.whenComplete((part, failure) -> news.release());
  }

  /** Takes an answer; false if there was none. */
  private boolean taken(Open one, ByteArrayOutputStream out) {
    try {
      write(one.instance, one.file.take(one.answer.join()), out);
      one.fromEnd = false;
      return true;
    } catch (CompletionException e) {
      // its agent cannot be asked now, or it has written nothing yet: asked again after a while
      one.file.failed();
      one.notBefore = System.nanoTime() + asking.look().toNanos();
      return false;
    } finally {
      one.answer = null;
    }
  }

  private void write(long instance, byte[] lines, ByteArrayOutputStream out) {
    if (!several) {
      out.writeBytes(lines);
      return;
    }
    new String(lines, StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line ->
                out.writeBytes((instance + "| " + line + "\n").getBytes(StandardCharsets.UTF_8)));
  }
}
