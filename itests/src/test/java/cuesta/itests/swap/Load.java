package cuesta.itests.swap;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who run one short command after the other. Each command leaves a line in a file, so that
 * one which never ran, or ran twice, is found out.
 */
final class Load implements AutoCloseable {
  private static final int EXIT = 7;

  private final Runs runs;
  private final Path marks;
  private final List<Thread> people = new ArrayList<>();
  private final ConcurrentLinkedQueue<Object> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger done = new AtomicInteger();
  private volatile boolean over;

  private Load(Runs runs, Path marks) {
    this.runs = runs;
    this.marks = marks;
  }

  static Load start(Runs runs, Path marks, int people) {
    Load load = new Load(runs, marks);
    for (int i = 0; i < people; i++) {
      load.people.add(Thread.ofVirtual().name("load " + i).start(load::work));
    }
    return load;
  }

  private void work() {
    try {
      while (!over) {
        JsonNode run = runs.awaitEnd(runs.start("echo ran >> '" + marks + "'; exit " + EXIT));
        if (run.path("state").asText().equals("FAILED") && run.path("exit").asInt() == EXIT) {
          done.incrementAndGet();
        } else {
          wrong.add(run);
        }
      }
    } catch (Exception | AssertionError e) {
      wrong.add(e);
    }
  }

  /** How many commands have run to their end. */
  int done() {
    return done.get();
  }

  /** What did not go as it should. */
  List<Object> wrong() {
    return List.copyOf(wrong);
  }

  /** No new commands; returns when the last has ended. */
  void end() throws InterruptedException {
    over = true;
    for (Thread person : people) {
      person.join();
    }
  }

  @Override
  public void close() {
    over = true;
    people.forEach(Thread::interrupt);
  }
}
