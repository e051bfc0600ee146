package cuesta.framework.kit;

import cuesta.api.framework.UpdateView;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One step of an engine while it is made: the state as it becomes, the changes that are kept, the
 * effects that follow. Changes enter the state through replay, as they do after a restart. One
 * thread, and no longer than its step.
 *
 * @param <K> units of work that are launched
 * @param <S> the engine's state
 */
public abstract class KitTurn<K extends Comparable<K>, S extends KitState<K, S>> {
  private final S before;
  private final Tick tick;
  private final List<Change> changes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private S state;

  /**
   * Nothing has happened.
   *
   * @param state before the step
   * @param tick of the step
   */
  protected KitTurn(S state, Tick tick) {
    before = state;
    this.state = state;
    this.tick = tick;
  }

  /**
   * What a change makes of a state.
   *
   * @param from the state
   * @param change a change of this engine
   * @return the state after it
   */
  protected abstract S replay(S from, Change change);

  /**
   * The state before the step.
   *
   * @return as it was
   */
  protected final S before() {
    return before;
  }

  /**
   * The state by now.
   *
   * @return as it is
   */
  public final S state() {
    return state;
  }

  /**
   * What waits for an agent or is on one, by now.
   *
   * @return the launches
   */
  public final Launches<K> launches() {
    return state.launches();
  }

  /**
   * The step's only source of time, ids and chance.
   *
   * @return the tick
   */
  public final Tick tick() {
    return tick;
  }

  /**
   * The time.
   *
   * @return on the wall
   */
  public final Instant now() {
    return tick.wall();
  }

  /**
   * What leaves.
   *
   * @return the effects so far; more may be added
   */
  public final List<Effect> effects() {
    return effects;
  }

  /**
   * Something leaves.
   *
   * @param effect what
   */
  public final void emit(Effect effect) {
    effects.add(effect);
  }

  /**
   * Something happened that is kept.
   *
   * @param change what
   */
  protected final void keep(Change change) {
    state = replay(state, change);
    changes.add(change);
  }

  /**
   * The state is another one, by what is not kept.
   *
   * @param next the state
   */
  public final void become(S next) {
    state = next;
  }

  /**
   * The launches are others, by what is not kept.
   *
   * @param next the launches
   */
  public final void become(Launches<K> next) {
    state = state.with(next);
  }

  /**
   * The store was read: whatever the state was is replaced, and the master is asked what became of
   * the tasks.
   *
   * @param empty the state of a session in which nothing is known
   * @param event what the store held
   */
  public final void load(S empty, KitEvent.Loaded event) {
    state = empty;
    for (Change change : event.kept()) {
      state = replay(state, change);
    }
    become(launches().resume(event.again(), tick.random(), effects));
  }

  /**
   * It is doubtful what became of tasks: the master is asked.
   *
   * @param doubt why
   */
  public final void ask(KitEvent.Doubt doubt) {
    become(
        switch (doubt) {
          case KitEvent.AgentLost e -> launches().lost(e.agent(), tick.random(), effects);
          case KitEvent.AcceptRefused e -> launches().refused(e.tasks(), tick.random(), effects);
          case KitEvent.AskAgain e -> launches().askAgain(tick.random(), effects);
        });
  }

  /**
   * Something is said of a task.
   *
   * @param update what
   * @param most how often a launch is tried
   * @return what that means for a unit of work
   */
  public final Outcome<K> heard(UpdateView update, int most) {
    Launches.Heard<K> heard = launches().heard(update, most, tick.random(), effects);
    become(heard.launches());
    return heard.outcome();
  }

  /**
   * What waits and did not before this step.
   *
   * @param each is told of each
   */
  protected final void eachThatWaitsNow(Consumer<K> each) {
    launches()
        .waiting()
        .diff(
            before.launches().waiting(),
            (key, was, is) -> {
              if (is != null) {
                each.accept(key);
              }
            });
  }

  /**
   * Whether others wait than before this step.
   *
   * @return true if so
   */
  public final boolean waitOthers() {
    return launches().waiting() != before.launches().waiting();
  }

  /**
   * All of it.
   *
   * @return the step
   */
  protected final Step<S> step() {
    return new Step<>(state, changes, effects);
  }
}
