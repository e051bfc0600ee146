package cuesta.framework.run.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.List;

/** Requests for runs, and for their end. */
final class Requests {
  private Requests() {}

  /**
   * Offers are asked for before the request is durable: both take a few milliseconds, and go side
   * by side.
   */
  static void coming(Turn turn, Request request) {
    List<Resources> wishes = new ArrayList<>(turn.state().appetite().told());
    Resources wish = request.amounts();
    if (turn.launches().waiting().isEmpty()) {
      wishes = List.of(wish);
    } else if (!wishes.contains(wish)) {
      wishes.add(wish);
    }
    turn.become(turn.state().with(turn.state().appetite().hungry(wishes, turn.effects())));
  }

  static void requested(Turn turn, Request request, long call) {
    RunState state = turn.state();
    Long known = request.key().isEmpty() ? null : state.keys().get(request.key());
    if (known != null) {
      turn.emit(new RunEffect.Done(call, state.runs().get(known)));
      turn.appetite();
      return;
    }
    if (state.openBytes() + request.weight() > RunLimits.OPEN_BYTES) {
      turn.refuse(call, full(state));
      turn.appetite();
      return;
    }
    Run run = Run.requested(state.nextNumber(), request, turn.tick().wall());
    turn.keep(run);
    turn.emit(new RunEffect.Done(call, run));
    turn.appetite();
  }

  static void kill(Turn turn, RunEvent.KillRequested event) {
    if (turn.run(event.number()) == null) {
      turn.refuse(
          event.call(),
          Reason.of(
              Reasons.UNKNOWN,
              Run.PREFIX + event.number(),
              "there is no such run",
              "the last " + RunLimits.ENDED + " ended runs are kept"));
      return;
    }
    Updates.happened(turn, turn.launches().kill(event.number(), event.grace(), turn.effects()));
    // Present even if ended runs were forgotten just now, since the newest end is the last to go.
    turn.emit(new RunEffect.Done(event.call(), turn.run(event.number())));
  }

  private static Reason full(RunState state) {
    return Reason.of(
        Reasons.OVERLOADED,
        "run",
        state.launches().open().size()
            + " runs wait or run and take "
            + state.openBytes() / 1024
            + " KiB; at most "
            + RunLimits.OPEN_BYTES / 1024,
        "wait until some have ended, or kill them");
  }
}
