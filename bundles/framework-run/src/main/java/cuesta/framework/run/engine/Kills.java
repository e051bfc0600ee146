package cuesta.framework.run.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.framework.kit.KitEffect;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Kills: wished for durably, so that a successor repeats them. */
final class Kills {
  private Kills() {}

  static void requested(Turn turn, RunEvent.KillRequested event) {
    Run run = turn.state().runs().get(event.number());
    if (run == null) {
      turn.refuse(
          event.call(),
          Reason.of(
              Reasons.UNKNOWN,
              Run.PREFIX + event.number(),
              "there is no such run",
              "the last " + RunLimits.ENDED + " ended runs are kept"));
      return;
    }
    if (run.waits()) {
      Ending.end(
          turn,
          run.killed(event.grace()),
          TaskState.KILLED,
          OptionalInt.empty(),
          Optional.of(
              Reason.of(Reasons.KILLED_DURING_LAUNCH, run.id(), "killed before it was started")));
    } else if (run.isLive()) {
      Duration grace = shorter(run.kill(), event.grace());
      if (!run.kill().equals(Optional.of(grace))) {
        turn.keep(run.killed(grace));
      }
      turn.emit(new KitEffect.Kill(run.task(), grace));
    }
    // Present even if ended runs were forgotten just now, since the newest end is the last to go.
    turn.emit(new RunEffect.Done(event.call(), turn.state().runs().get(event.number())));
  }

  private static Duration shorter(Optional<Duration> before, Duration now) {
    return before.filter(old -> old.compareTo(now) < 0).orElse(now);
  }

  /** A kill that was wished for may never have reached the master. */
  static void repeat(Turn turn, Run run) {
    run.kill().ifPresent(grace -> turn.emit(new KitEffect.Kill(run.task(), grace)));
  }
}
