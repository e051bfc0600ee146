package cuesta.framework.webapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.TaskId;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.framework.TaskFiles;
import cuesta.framework.kit.Launch;
import cuesta.framework.webapp.engine.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TailingTest {
  private final Sandboxes files = new Sandboxes();
  private final List<Instance> instances = new CopyOnWriteArrayList<>();

  /** Files that grow; whoever waits is answered when they do. */
  private static final class Sandboxes implements TaskFiles {
    private final Map<String, String> texts = new TreeMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean complete;

    synchronized void write(String file, String text) {
      texts.put(file, text);
      awake();
    }

    synchronized void end() {
      complete = true;
      awake();
    }

    private void awake() {
      List<Runnable> all = List.copyOf(waiting);
      waiting.clear();
      all.forEach(Runnable::run);
    }

    @Override
    public synchronized CompletionStage<Tail> tail(TaskId task, String file, int bytes) {
      String text = texts.get(task + "/" + file);
      if (text == null) {
        return CompletableFuture.failedFuture(none());
      }
      byte[] all = text.getBytes(StandardCharsets.UTF_8);
      int from = Math.max(0, all.length - bytes);
      return CompletableFuture.completedFuture(
          new Tail(Arrays.copyOfRange(all, from, all.length), all.length, complete));
    }

    @Override
    public synchronized CompletionStage<Part> read(
        TaskId task, String file, long offset, int bytes, Duration wait) {
      CompletableFuture<Part> answer = new CompletableFuture<>();
      look(task + "/" + file, (int) offset, !wait.isZero(), answer);
      return answer;
    }

    private void look(String file, int offset, boolean waits, CompletableFuture<Part> answer) {
      String text = texts.get(file);
      int length = text == null ? 0 : text.length();
      if (waits && !complete && length == offset) {
        waiting.add(() -> look(file, offset, true, answer));
      } else if (text == null) {
        answer.completeExceptionally(none());
      } else {
        int from = Math.min(offset, length);
        byte[] part = text.substring(from).getBytes(StandardCharsets.UTF_8);
        answer.complete(new Part(from, part, length, complete));
      }
    }

    private static Refused none() {
      return new Refused(Reason.of(Reasons.OUTPUT_UNAVAILABLE, "", "no such file"));
    }

    @Override
    public CompletionStage<Collected> collect(TaskId task, Selection selection) {
      throw new AssertionError("nothing is collected");
    }
  }

  private static Instance instance(long number) {
    return new Instance(
        number,
        1,
        1,
        Instant.EPOCH,
        Launch.waiting("t" + number),
        "",
        Collections.emptySortedMap(),
        Instance.Checked.NONE,
        Optional.empty());
  }

  private Tailing tailing(int bytes, boolean follows) {
    return new Tailing(
        () -> instances,
        new Tailing.Asking(files, List.of("stdout"), bytes, follows, Duration.ofMillis(1)));
  }

  private static String next(Tailing tailing, int length) throws IOException {
    return new String(tailing.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Test
  void theEndsAreShownInTheOrderOfInstances() throws IOException {
    instances.add(instance(2));
    instances.add(instance(10));
    instances.add(instance(11)); // has written nothing
    files.write("t2/stdout", "a\nb");
    files.write("t10/stdout", "long before\ncc\n");
    assertEquals("2| a\n2| b\n10| cc\n", new String(tailing(3, false).readAllBytes()));
    instances.subList(1, 3).clear();
    assertEquals("a\nb", new String(tailing(100, false).readAllBytes()));
  }

  @Test
  void whatIsWrittenShowsUpInWholeLines() throws IOException {
    instances.add(instance(1));
    files.write("t1/stdout", "before\none\ntw");
    Tailing tailing = tailing(6, true);
    assertEquals("one\n", next(tailing, 4));
    files.write("t1/stdout", "before\none\ntwo\nthr");
    assertEquals("two\n", next(tailing, 4));
    instances.add(instance(2));
    files.write("t2/stdout", "new\n");
    assertEquals("2| new\n", next(tailing, 7), "from its beginning");
    files.end();
    assertEquals("1| thr\n", next(tailing, 7), "the last line has no end");
  }

  @Test
  void aFileThatIsNotThereYetIsWaitedFor() throws IOException {
    instances.add(instance(1));
    Tailing tailing = tailing(100, true);
    Thread.ofVirtual().start(() -> files.write("t1/stdout", "hello\n"));
    assertEquals("hello\n", next(tailing, 6));
  }

  @Test
  void rotationLosesNothing() throws IOException {
    instances.add(instance(1));
    files.write("t1/stdout", "a\n");
    Tailing tailing = tailing(100, true);
    assertEquals("a\n", next(tailing, 2));
    synchronized (files) {
      files.texts.put("t1/stdout.1", "a\nb\n");
      files.write("t1/stdout", "c");
    }
    assertEquals("b\n", next(tailing, 2));
    files.write("t1/stdout", "c\n");
    assertEquals("c\n", next(tailing, 2));
  }
}
