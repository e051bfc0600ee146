package cuesta.core.agent;

import java.util.Optional;

/**
 * What is known of a container in this process only.
 *
 * @param ending its end, while it is being looked into
 * @param killAt when SIGKILL is due, in the tick's nanoseconds; 0 if no timer runs
 * @param cleanups how often cleaning up failed
 * @param launching whether the launcher was asked to start it
 * @param health how its health check stands, while it runs and nobody wants it to end
 * @param readiness how its readiness check stands, likewise
 */
public record Live(
    Optional<Ending> ending,
    long killAt,
    int cleanups,
    boolean launching,
    Optional<Watch> health,
    Optional<Watch> readiness) {
  static final Live NONE =
      new Live(Optional.empty(), 0, 0, false, Optional.empty(), Optional.empty());

  Live withEnding(Ending how) {
    return new Live(Optional.of(how), killAt, cleanups, launching, health, readiness);
  }

  Live withKillAt(long nanos) {
    return new Live(ending, nanos == 0 ? 1 : nanos, cleanups, launching, health, readiness);
  }

  Live withCleanups(int count) {
    return new Live(ending, killAt, count, launching, health, readiness);
  }

  Live launched() {
    return new Live(ending, killAt, cleanups, true, health, readiness);
  }

  Optional<Watch> watch(CheckKind kind) {
    return kind == CheckKind.HEALTH ? health : readiness;
  }

  Live with(CheckKind kind, Watch watch) {
    return with(kind, Optional.of(watch));
  }

  Live without(CheckKind kind) {
    return with(kind, Optional.empty());
  }

  private Live with(CheckKind kind, Optional<Watch> watch) {
    return kind == CheckKind.HEALTH
        ? new Live(ending, killAt, cleanups, launching, watch, readiness)
        : new Live(ending, killAt, cleanups, launching, health, watch);
  }
}
