package cuesta.exam.jupiter.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.ops4j.pax.exam.TestContainerException;

/** What became of the one test that was run: its first failure, else why it was aborted. */
final class Outcome implements TestExecutionListener {
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicReference<Throwable> abortion = new AtomicReference<>();
  private volatile boolean ran;

  @Override
  public void executionFinished(TestIdentifier id, TestExecutionResult result) {
    ran |= id.isTest();
    switch (result.getStatus()) {
      case FAILED -> result.getThrowable().ifPresent(t -> failure.compareAndSet(null, t));
      case ABORTED -> result.getThrowable().ifPresent(t -> abortion.compareAndSet(null, t));
      case SUCCESSFUL -> {}
    }
  }

  void throwIfNotPassed(String test) {
    Throwable cause = failure.get() != null ? failure.get() : abortion.get();
    if (cause != null) {
      throw new TestContainerException(cause.toString(), cause);
    }
    if (!ran) {
      throw new TestContainerException("no test ran for " + test);
    }
  }
}
