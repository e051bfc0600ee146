package cuesta.framework.kit;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.api.framework.UpdateView;
import cuesta.engine.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What follows from a verdict for one launch. */
final class Hearing {
  private Hearing() {}

  /**
   * Its unit is over, or waits again: whoever still runs under that name does so against what was
   * said.
   */
  static void stray(UpdateView update, List<Effect> effects) {
    boolean runs =
        switch (update.state()) {
          case STAGING, STARTING, RUNNING -> true;
          default -> false;
        };
    if (runs) {
      effects.add(new KitEffect.Kill(update.task(), Duration.ZERO));
    }
  }

  static <K> Outcome<K> outcome(
      K key, Launch launch, UpdateView update, Verdict verdict, int most) {
    return switch (verdict) {
      case LIVE, AWAY -> said(key, launch, update);
      case ENDED ->
          new Outcome.Ended<>(key, launch.over(update.state(), why(update)), exit(update));
      case NEVER_RAN -> neverRan(key, launch, update, most);
      case VANISHED ->
          new Outcome.Ended<>(key, launch.over(over(update.state()), why(update)), Outcome.LOST);
      case ASK -> new Outcome.Nothing<>();
    };
  }

  private static <K> Outcome<K> said(K key, Launch launch, UpdateView update) {
    boolean news = launch.state() != update.state();
    boolean back = update.state() == TaskState.STAGING && launch.started().isPresent();
    boolean placed =
        update.container().isPresent() && launch.at().orElseThrow().container().isEmpty();
    return back || !(news || placed)
        ? new Outcome.Nothing<>()
        : new Outcome.Said<>(
            key, launch.said(update.state(), update.container(), why(update), update.time()));
  }

  private static <K> Outcome<K> neverRan(K key, Launch launch, UpdateView update, int most) {
    if (launch.kill().isPresent()) {
      return neverStarted(key, launch);
    }
    Reason last =
        update
            .reason()
            .orElse(Reason.of(Reasons.UNKNOWN, launch.task().value(), "no reason given"));
    if (launch.number() >= most) {
      Reason why =
          Reason.of(
              last.code(),
              last.subject(),
              "none of " + launch.number() + " launches started it; the last: " + last.detail(),
              last.hint());
      return new Outcome.GaveUp<>(key, launch.over(over(update.state()), Optional.of(why)));
    }
    Reason again =
        Reason.of(
            last.code(),
            last.subject(),
            "launch "
                + launch.number()
                + " of at most "
                + most
                + " came to nothing ("
                + update.state()
                + "): "
                + last.detail(),
            "waits for another offer");
    return new Outcome.Again<>(key, launch.again(again));
  }

  /** Killed before any launch of it ran. */
  static <K> Outcome<K> neverStarted(K key, Launch launch) {
    Reason why =
        Reason.of(Reasons.KILLED_DURING_LAUNCH, launch.id(), "killed before it was started");
    return new Outcome.Ended<>(
        key, launch.over(TaskState.KILLED, Optional.of(why)), OptionalInt.empty());
  }

  /** UNKNOWN is the master's word for "no such task", not an end that people would look for. */
  private static TaskState over(TaskState state) {
    return state == TaskState.UNKNOWN ? TaskState.GONE : state;
  }

  private static OptionalInt exit(UpdateView update) {
    return update.state() == TaskState.FINISHED && update.exit().isEmpty()
        ? OptionalInt.of(0)
        : update.exit();
  }

  /** That the answer was asked for explains nothing. */
  private static Optional<Reason> why(UpdateView update) {
    return update.reason().filter(reason -> !reason.code().equals(Reasons.RECONCILIATION));
  }
}
