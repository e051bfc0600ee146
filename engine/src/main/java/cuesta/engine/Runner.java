package cuesta.engine;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs an engine: the rules between step and world, the same in production and in simulation. An
 * effect leaves only after the changes of its own step are durable, and effects for one recipient
 * keep their order; effects of other steps do not wait. One thread.
 *
 * @param <S> the state
 * @param <E> the events
 */
public final class Runner<S, E> {
  private record Held(long position, Effect effect) {}

  private record Uncommitted<S>(long position, S state) {}

  private final Engine<S, E> engine;
  private final Host host;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final SortedMap<String, Long> waiting =
      new TreeMap<>(); // recipient → position it waits for
  private final ArrayDeque<Uncommitted<S>> uncommitted = new ArrayDeque<>();
  private S applied;
  private S committed;
  private long position;
  private long durable;

  /**
   * A runner.
   *
   * @param engine what decides
   * @param initial the state to start from, durable by definition
   * @param host the world
   */
  public Runner(Engine<S, E> engine, S initial, Host host) {
    this.engine = engine;
    this.host = host;
    applied = initial;
    committed = initial;
  }

  /**
   * Decides on an event and lets out what may leave.
   *
   * @param event the event
   * @param tick its tick
   */
  public void handle(E event, Tick tick) {
    Step<S> step;
    try {
      step = engine.step(applied, event, tick);
    } catch (RuntimeException failure) {
      host.poisoned(event, failure);
      return;
    }
    applied = step.state();
    if (step.changes().isEmpty()) {
      publish(position);
      step.effects().forEach(this::letOutOrQueue);
      return;
    }
    position++;
    publish(position);
    for (Effect effect : step.effects()) {
      hold(position, effect);
    }
    host.persist(position, step.changes());
  }

  private void publish(long at) {
    if (at <= durable) {
      committed = applied;
      return;
    }
    if (!uncommitted.isEmpty() && uncommitted.peekLast().position() == at) {
      uncommitted.pollLast(); // only the newest state of a position is ever read
    }
    uncommitted.add(new Uncommitted<>(at, applied));
  }

  private void letOutOrQueue(Effect effect) {
    Long behind = effect.recipient().isEmpty() ? null : waiting.get(effect.recipient());
    if (behind == null) {
      host.perform(effect);
    } else {
      hold(behind, effect);
    }
  }

  private void hold(long at, Effect effect) {
    held.add(new Held(at, effect));
    if (!effect.recipient().isEmpty()) {
      waiting.put(effect.recipient(), at);
    }
  }

  /**
   * Tells that changes are durable.
   *
   * @param upTo the position of the last of them
   */
  public void committed(long upTo) {
    if (upTo <= durable) {
      return;
    }
    durable = upTo;
    while (!uncommitted.isEmpty() && uncommitted.peekFirst().position() <= upTo) {
      committed = uncommitted.pollFirst().state();
    }
    waiting.values().removeIf(at -> at <= upTo);
    ArrayDeque<Effect> ready = new ArrayDeque<>();
    for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
      Held one = all.next();
      if (one.position() <= upTo) {
        ready.add(one.effect());
        all.remove();
      }
    }
    ready.forEach(host::perform);
  }

  /**
   * Forgets what waits for durability: the writer was fenced, and nothing of it will ever be
   * durable.
   */
  public void abandon() {
    held.clear();
    waiting.clear();
    uncommitted.clear();
    durable = position;
    committed = applied;
  }

  /**
   * The state after the last event.
   *
   * @return the state; parts of it may not be durable yet
   */
  public S applied() {
    return applied;
  }

  /**
   * The newest state of which all is durable.
   *
   * @return the state
   */
  public S committed() {
    return committed;
  }

  /**
   * The position up to which all changes are durable.
   *
   * @return the position that belongs to {@link #committed()}
   */
  public long durable() {
    return durable;
  }

  /**
   * Whether changes are on their way.
   *
   * @return true if some are not durable yet
   */
  public boolean isBehind() {
    return durable < position;
  }
}
