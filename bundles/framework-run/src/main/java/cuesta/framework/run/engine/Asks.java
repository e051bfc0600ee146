package cuesta.framework.run.engine;

import cuesta.api.AgentId;
import cuesta.api.TaskId;
import cuesta.engine.Change;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of launches is asked for, never guessed: when a session begins, when an accept was
 * refused, when an agent is lost.
 */
final class Asks {
  private Asks() {}

  static void loaded(Turn turn, KitEvent.Loaded event) {
    RunState state = RunState.of(turn.state().roles()).subscribed(event.id());
    for (Change change : event.kept()) {
      state = RunEngine.apply(state, (RunChange) change);
    }
    turn.become(state);
    if (event.again()) {
      turn.emit(new KitEffect.Reconcile(List.of())); // finds tasks that nobody wants any more
    }
    List<TaskId> live = new ArrayList<>();
    state.live().keys().forEach(live::add);
    ask(turn, live);
    for (Long number : state.live().values()) {
      Kills.repeat(turn, turn.state().runs().get(number));
    }
    if (state.waiting().isEmpty()) {
      turn.settle();
    } else {
      turn.hungry();
    }
  }

  /** The launches may have come to nothing, or not: the master is asked. */
  static void refused(Turn turn, List<TaskId> tasks) {
    ask(turn, tasks.stream().filter(task -> turn.state().live().has(task)).toList());
  }

  static void lost(Turn turn, AgentId agent) {
    List<TaskId> there = new ArrayList<>();
    for (Map.Entry<TaskId, Long> live : turn.state().live()) {
      Run run = turn.state().runs().get(live.getValue());
      if (run.launch().orElseThrow().agent().equals(agent)) {
        there.add(live.getKey());
      }
    }
    ask(turn, there);
  }

  static void ask(Turn turn, List<TaskId> tasks) {
    turn.become(
        turn.state().with(turn.state().asking().ask(tasks, turn.tick().random(), turn.effects())));
  }
}
