package cuesta.framework.run.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.UpdateView;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is said of tasks. An update is acknowledged by the step that keeps what follows from it,
 * hence after that is durable.
 */
final class Updates {
  /** How it ended will never be known. */
  private static final OptionalInt LOST = OptionalInt.of(-1);

  private Updates() {}

  static void updated(Turn turn, UpdateView update) {
    Long number = turn.state().live().get(update.task());
    if (number == null) {
      stray(turn, update);
    } else {
      judge(turn, turn.state().runs().get(number), update);
    }
    turn.emit(new KitEffect.Acknowledge(update));
  }

  /**
   * Its run is over, or waits again: whoever still runs under that name does so against what was
   * said.
   */
  private static void stray(Turn turn, UpdateView update) {
    boolean runs =
        switch (update.state()) {
          case STAGING, STARTING, RUNNING -> true;
          default -> false;
        };
    if (runs) {
      turn.emit(new KitEffect.Kill(update.task(), Duration.ZERO));
    }
  }

  private static void judge(Turn turn, Run run, UpdateView update) {
    Verdict verdict = Verdict.of(update, run.started().isPresent());
    TaskId task = update.task();
    if (verdict == Verdict.AWAY) {
      turn.become(
          turn.state()
              .with(turn.state().asking().later(task, turn.tick().random(), turn.effects())));
    } else {
      turn.become(turn.state().with(turn.state().asking().answered(task)));
    }
    switch (verdict) {
      case LIVE, AWAY -> said(turn, run, update);
      case ENDED -> Ending.end(turn, run, update.state(), exit(update), why(update));
      case NEVER_RAN -> neverRan(turn, run, update);
      case VANISHED -> Ending.end(turn, run, over(update.state()), LOST, why(update));
      case ASK -> Asks.ask(turn, List.of(task));
    }
  }

  private static void said(Turn turn, Run run, UpdateView update) {
    boolean news = run.state() != update.state();
    boolean back = update.state() == TaskState.STAGING && run.started().isPresent();
    boolean placed =
        update.container().isPresent() && run.launch().orElseThrow().container().isEmpty();
    if (!back && (news || placed)) {
      turn.keep(run.said(update.state(), update.container(), why(update), update.time()));
    }
  }

  private static void neverRan(Turn turn, Run run, UpdateView update) {
    if (run.kill().isPresent()) {
      Reason killed =
          Reason.of(Reasons.KILLED_DURING_LAUNCH, run.id(), "killed before it was started");
      Ending.end(turn, run, TaskState.KILLED, OptionalInt.empty(), Optional.of(killed));
      return;
    }
    Reason last =
        update.reason().orElse(Reason.of(Reasons.UNKNOWN, run.task().value(), "no reason given"));
    if (run.attempt() >= RunLimits.ATTEMPTS) {
      Reason why =
          Reason.of(
              last.code(),
              last.subject(),
              "none of " + run.attempt() + " launches started it; the last: " + last.detail(),
              last.hint());
      Ending.end(turn, run, over(update.state()), LOST, Optional.of(why));
      return;
    }
    Reason again =
        Reason.of(
            last.code(),
            last.subject(),
            "launch "
                + run.attempt()
                + " of at most "
                + RunLimits.ATTEMPTS
                + " came to nothing ("
                + update.state()
                + "): "
                + last.detail(),
            "waits for another offer");
    turn.keep(run.waitsAgain(again));
    turn.hungry();
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
