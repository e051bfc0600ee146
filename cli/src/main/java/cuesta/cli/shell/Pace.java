package cuesta.cli.shell;

import java.time.Duration;

/** Waits; tests do not. */
@FunctionalInterface
public interface Pace {
  /** Waits for so long. */
  void pause(Duration time) throws InterruptedException;
}
