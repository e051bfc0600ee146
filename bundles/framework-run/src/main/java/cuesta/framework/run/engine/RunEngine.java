package cuesta.framework.run.engine;

import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.SplitMix;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;
import java.util.List;

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
    SplitMix random = turn.tick().random();
    List<Effect> effects = turn.effects();
    switch (event) {
      case KitEvent.Loaded e -> loaded(turn, e);
      case KitEvent.Offered e -> Placing.offered(turn, e.offers());
      case KitEvent.Updated e -> Updates.updated(turn, e.update());
      case KitEvent.AgentLost e -> turn.become(turn.launches().lost(e.agent(), random, effects));
      case KitEvent.AcceptRefused e ->
          turn.become(turn.launches().refused(e.tasks(), random, effects));
      case KitEvent.AskAgain e -> turn.become(turn.launches().askAgain(random, effects));
    }
  }

  private static void loaded(Turn turn, KitEvent.Loaded event) {
    RunState state = RunState.of(turn.state().roles()).subscribed(event.id());
    for (Change change : event.kept()) {
      state = apply(state, (RunChange) change);
    }
    turn.become(state);
    turn.become(turn.launches().resume(event.again(), turn.tick().random(), turn.effects()));
    if (turn.launches().waiting().isEmpty()) {
      turn.settle();
    } else {
      turn.hungry();
    }
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
