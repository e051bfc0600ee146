package cuesta.framework.run.engine;

import cuesta.framework.kit.Launch;
import java.util.Map;
import java.util.OptionalInt;

/** Runs that end, and ended ones that make room. */
final class Ending {
  private Ending() {}

  static void end(Turn turn, long number, Launch last, OptionalInt exit) {
    turn.keep(turn.run(number).ended(last, exit, turn.tick().wall()));
    forgetOldest(turn);
    turn.appetite();
  }

  /**
   * In the same step as the end, hence in the same batch: the store never grows beyond its bounds.
   */
  private static void forgetOldest(Turn turn) {
    while (turn.state().ended().size() > RunLimits.ENDED
        || turn.state().endedBytes() > RunLimits.ENDED_BYTES) {
      Long victim = victim(turn.state());
      if (victim == null) {
        return;
      }
      turn.forget(victim);
    }
  }

  /** The one that ended first; never the newest run, since the next number follows from it. */
  private static Long victim(RunState state) {
    for (Map.Entry<RunState.End, Boolean> end : state.ended()) {
      if (end.getKey().number() != state.runs().lastKey()) {
        return end.getKey().number();
      }
    }
    return null;
  }
}
