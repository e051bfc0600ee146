package cuesta.framework.kit;

import cuesta.api.AgentId;
import cuesta.api.TaskId;
import cuesta.api.framework.TaskAt;
import cuesta.engine.Effect;
import cuesta.engine.SplitMix;
import cuesta.engine.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tasks whose state is asked for until it is known: after a take-over, since a master says nothing
 * about a task that an agent may still come back with.
 *
 * @param open the tasks, and where each was launched
 * @param round how often they were asked for in vain
 */
public record Asking(Table<TaskId, Optional<AgentId>> open, int round) {
  /** Nothing to ask. */
  public static final Asking NONE = new Asking(Table.empty(), 0);

  /** A master that takes over knows its agents within seconds; one that is away may take hours. */
  static final Backoff WAITS = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));

  /** Tasks of one question, as the master takes them. */
  static final int AT_ONCE = 10_000;

  private static final String TIMER = "ask";

  /**
   * Asks for more tasks, at once.
   *
   * @param tasks which; may be empty
   * @param random chance, from the tick
   * @param effects where the question goes
   * @return what is open now
   */
  public Asking ask(List<TaskAt> tasks, SplitMix random, List<Effect> effects) {
    if (tasks.isEmpty()) {
      return this;
    }
    for (int i = 0; i < tasks.size(); i += AT_ONCE) {
      effects.add(new KitEffect.Reconcile(tasks.subList(i, Math.min(tasks.size(), i + AT_ONCE))));
    }
    return with(tasks, random, effects);
  }

  /**
   * Asks for a task later on: nothing is known of it now, and the master said so by itself.
   *
   * @param task which
   * @param random chance, from the tick
   * @param effects where the timer goes
   * @return what is open now
   */
  public Asking later(TaskAt task, SplitMix random, List<Effect> effects) {
    return open.has(task.task()) ? this : with(List.of(task), random, effects);
  }

  private Asking with(List<TaskAt> tasks, SplitMix random, List<Effect> effects) {
    Table<TaskId, Optional<AgentId>> more = open;
    for (TaskAt task : tasks) {
      more = more.with(task.task(), task.agent());
    }
    arm(0, random, effects);
    return new Asking(more, 0);
  }

  /**
   * A task was answered for.
   *
   * @param task which
   * @return what is open now
   */
  public Asking answered(TaskId task) {
    return open.has(task) ? new Asking(open.without(task), round) : this;
  }

  /**
   * Asks again for all that is open; on {@link KitEvent.AskAgain}.
   *
   * @param random chance, from the tick
   * @param effects where the question goes
   * @return the next round
   */
  public Asking again(SplitMix random, List<Effect> effects) {
    if (open.isEmpty()) {
      return NONE;
    }
    List<TaskAt> tasks = new ArrayList<>(Math.min(open.size(), AT_ONCE));
    for (Map.Entry<TaskId, Optional<AgentId>> task : open) {
      tasks.add(new TaskAt(task.getKey(), task.getValue()));
      if (tasks.size() == AT_ONCE) {
        break; // the others' turn comes when these are answered
      }
    }
    effects.add(new KitEffect.Reconcile(tasks));
    arm(round + 1, random, effects);
    return new Asking(open, round + 1);
  }

  private static void arm(int round, SplitMix random, List<Effect> effects) {
    effects.add(new Effect.Arm(TIMER, WAITS.nanos(round, random), new KitEvent.AskAgain(), false));
  }
}
