package cuesta.core.agent;

import java.util.Optional;

/**
 * What is known of a container in this process only.
 *
 * @param ending its end, while it is being looked into
 * @param killAt when SIGKILL is due, in the tick's nanoseconds; 0 if no timer runs
 * @param cleanups how often cleaning up failed
 * @param launching whether the launcher was asked to start it
 */
public record Live(Optional<Ending> ending, long killAt, int cleanups, boolean launching) {
  static final Live NONE = new Live(Optional.empty(), 0, 0, false);

  Live withEnding(Ending how) {
    return new Live(Optional.of(how), killAt, cleanups, launching);
  }

  Live withKillAt(long nanos) {
    return new Live(ending, nanos == 0 ? 1 : nanos, cleanups, launching);
  }

  Live withCleanups(int count) {
    return new Live(ending, killAt, count, launching);
  }

  Live launched() {
    return new Live(ending, killAt, cleanups, true);
  }
}
