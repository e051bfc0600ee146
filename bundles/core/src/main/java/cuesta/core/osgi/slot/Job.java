package cuesta.core.osgi.slot;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/**
 * One piece of work inside a plugin, with a deadline. At the deadline its thread is interrupted; if
 * it does not heed that within the grace, the answer is given without it and the thread is
 * abandoned: Java cannot kill it.
 */
final class Job<R> implements Runnable {
  /** How long an interrupted plugin may take to clean up. */
  static final Duration GRACE = Duration.ofMillis(100);

  private enum State {
    WAITING,
    RUNNING,
    ABANDONED,
    ENDED
  }

  /** Whom the outcome is told, on any thread. */
  interface Ear<R> {
    /** Once. */
    void ended(Result<R> result);

    /** The thread is lost, for now; before {@link #ended}. */
    default void abandoned() {}

    /** The abandoned thread came back. */
    default void returned() {}

    /** A value that came after the deadline. */
    default void tooLate(R value) {}
  }

  /**
   * What the job is.
   *
   * @param plugin the plugin's name, for messages
   * @param call the call's name, for messages
   * @param deadline how long it may take
   * @param loader the thread's context class loader meanwhile
   */
  record Terms(String plugin, String call, Duration deadline, ClassLoader loader) {}

  private final Terms terms;
  private final Callable<R> body;
  private final Timers timers;
  private final Ear<R> ear;
  private State state = State.WAITING;
  private Thread thread;
  private Future<?> timer;
  private Result.Failure<R> cut;

  Job(Terms terms, Callable<R> body, Timers timers, Ear<R> ear) {
    this.terms = terms;
    this.body = body;
    this.timers = timers;
    this.ear = ear;
  }

  @Override
  public void run() {
    if (!begin()) {
      return;
    }
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    R value = null;
    Throwable thrown = null;
    try {
      here.setContextClassLoader(terms.loader());
      value = body.call();
    } catch (Throwable t) { // whatever it is, it is the plugin's
      thrown = t;
    } finally {
      here.setContextClassLoader(before);
    }
    end(value, thrown);
  }

  private synchronized boolean begin() {
    if (state != State.WAITING) {
      return false;
    }
    state = State.RUNNING;
    thread = Thread.currentThread();
    timer = timers.after(terms.deadline(), this::late);
    return true;
  }

  private void late() {
    String text = terms.call() + " did not answer within " + terms.deadline().toMillis() + " ms";
    cut(text, false);
  }

  /**
   * Ends it before its time.
   *
   * @param why for the reason
   * @param innocent whether it is not the plugin's fault
   */
  void cut(String why, boolean innocent) {
    Result.Failure<R> failure =
        new Result.Failure<>(Reason.of(Reasons.PLUGIN_LATE, terms.plugin(), why), innocent);
    synchronized (this) {
      if (cut != null || (state != State.RUNNING && state != State.WAITING)) {
        return;
      }
      cut = failure;
      if (state == State.RUNNING) {
        timer.cancel(false);
        thread.interrupt();
        timer = timers.after(GRACE, this::abandon);
        return;
      }
      state = State.ENDED;
    }
    ear.ended(failure);
  }

  private void abandon() {
    synchronized (this) {
      if (state != State.RUNNING) {
        return;
      }
      state = State.ABANDONED;
    }
    ear.abandoned();
    ear.ended(cut);
  }

  private void end(R value, Throwable thrown) {
    boolean abandoned;
    synchronized (this) {
      abandoned = state == State.ABANDONED;
      state = State.ENDED;
      thread = null;
      timer.cancel(false);
      if (cut != null) {
        // The interrupt was for the plugin alone.
        Thread.interrupted();
      }
    }
    if (cut != null && value != null) {
      ear.tooLate(value);
    }
    if (abandoned) {
      ear.returned();
    } else {
      ear.ended(cut != null ? cut : result(value, thrown));
    }
  }

  private Result<R> result(R value, Throwable thrown) {
    if (thrown == null) {
      return new Result.Value<>(value);
    }
    if (thrown instanceof InterruptedException) {
      // Not by us: somebody wants the caller to stop, and it should notice.
      Thread.currentThread().interrupt();
    }
    if (thrown instanceof Refused refused && refused.reason() != null) {
      return new Result.Failure<>(refused.reason(), true);
    }
    boolean refusal = thrown instanceof Exception && !(thrown instanceof RuntimeException);
    String text = terms.call() + (refusal ? " refused: " : " threw ") + describe(thrown);
    return new Result.Failure<>(Reason.of(Reasons.PLUGIN_FAILED, terms.plugin(), text), refusal);
  }

  /** What it says; its own code writes the message and may fail at that, too. */
  private static String describe(Throwable thrown) {
    String type = thrown.getClass().getName();
    try {
      String message = thrown.getMessage();
      return message == null ? type : type + ": " + message;
    } catch (Throwable again) { // the plugin's again
      return type;
    }
  }
}
