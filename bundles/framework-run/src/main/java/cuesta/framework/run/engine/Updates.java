package cuesta.framework.run.engine;

import cuesta.api.framework.UpdateView;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.Outcome;

/**
 * What is said of tasks. An update is acknowledged by the step that keeps what follows from it,
 * hence after that is durable.
 */
final class Updates {
  private Updates() {}

  static void updated(Turn turn, UpdateView update) {
    happened(turn, turn.heard(update, RunLimits.ATTEMPTS));
    turn.emit(new KitEffect.Acknowledge(update));
  }

  static void happened(Turn turn, Outcome<Long> outcome) {
    switch (outcome) {
      case Outcome.Nothing<Long> o -> {}
      case Outcome.Said<Long> o -> turn.keep(turn.run(o.key()).with(o.launch()));
      case Outcome.Ended<Long> o -> Ending.end(turn, o.key(), o.launch(), o.exit());
      case Outcome.GaveUp<Long> o -> Ending.end(turn, o.key(), o.launch(), Outcome.LOST);
      case Outcome.Again<Long> o -> {
        turn.keep(turn.run(o.key()).with(o.launch()));
        turn.appetite();
      }
    }
  }
}
