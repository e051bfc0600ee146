package cuesta.framework.run.engine;

import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;

/** Decides for framework-run. */
public final class RunEngine implements Engine<RunState, FrameworkEvent> {
  @Override
  public Step<RunState> step(RunState state, FrameworkEvent event, Tick tick) {
    Turn turn = new Turn(state, tick);
    switch (event) {
      case KitEvent e -> kit(turn, e);
      case RunEvent e -> run(turn, e);
      default -> throw new IllegalArgumentException("not an event of framework-run: " + event);
    }
    return turn.done();
  }

  private static void kit(Turn turn, KitEvent event) {
    switch (event) {
      case KitEvent.Loaded e -> loaded(turn, e);
      case KitEvent.Offered e -> Placing.offered(turn, e.offers());
      case KitEvent.Updated e -> Updates.updated(turn, e.update());
      case KitEvent.Doubt e -> turn.ask(e);
    }
  }

  private static void loaded(Turn turn, KitEvent.Loaded event) {
    turn.load(RunState.of(turn.state().roles()).subscribed(event.id()), event);
    turn.appetite();
  }

  private static void run(Turn turn, RunEvent event) {
    switch (event) {
      case RunEvent.Coming e -> Requests.coming(turn, e.request());
      case RunEvent.Requested e -> Requests.requested(turn, e.request(), e.call());
      case RunEvent.KillRequested e -> Requests.kill(turn, e);
    }
  }

  @Override
  public RunState replay(RunState state, Change change) {
    return apply(state, (RunChange) change);
  }

  static RunState apply(RunState state, RunChange change) {
    return switch (change) {
      case RunChange.Kept kept -> state.with(kept.run());
      case RunChange.Forgotten forgotten -> state.without(forgotten.number());
    };
  }
}
