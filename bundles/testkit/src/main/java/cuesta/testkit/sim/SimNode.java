package cuesta.testkit.sim;

import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.Host;
import cuesta.engine.Runner;
import cuesta.engine.SplitMix;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.testkit.guest.Violation;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A process with one engine in it. It lives once: who restarts it makes a new one, and what was
 * still scheduled for the old one finds it dead.
 *
 * @param <S> the state
 * @param <E> the events
 */
abstract class SimNode<S, E> implements Host {
  final World world;
  final String name;
  final SplitMix random;
  private final ArrayDeque<Runnable> missed = new ArrayDeque<>();
  private final SimTimers timers = new SimTimers();
  private final Map<Effect, Long> dueAt = new IdentityHashMap<>();
  private long made;
  private long durable;
  private boolean alive = true;
  private long frozenUntil;
  Runner<S, E> runner;

  SimNode(World world, String name) {
    this.world = world;
    this.name = name;
    random = world.random();
  }

  void run(Engine<S, E> engine, S initial) {
    runner = new Runner<>(new Watched(engine), initial, this);
  }

  boolean isAlive() {
    return alive;
  }

  void die() {
    alive = false;
    world.trace(name, "dies");
  }

  /** For a while nothing is handled; then everything that came meanwhile is, in its order. */
  void freeze(long nanos) {
    frozenUntil = Math.max(frozenUntil, world.now() + nanos);
    world.trace(name, "freezes for " + nanos / World.MILLI + " ms");
    world.schedule(nanos, this::catchUp);
  }

  void thaw() {
    frozenUntil = 0;
    catchUp();
  }

  private void catchUp() {
    while (alive && !missed.isEmpty() && frozenUntil <= world.now()) {
      missed.poll().run();
    }
  }

  /** Schedules something that only this life of the process does. */
  void later(long delay, Runnable action) {
    world.schedule(
        delay,
        () -> {
          if (alive) {
            missed.add(action);
            catchUp();
          }
        });
  }

  /** An event arrives from outside, in the order of arrival. */
  void arrives(E event) {
    later(0, () -> handle(event));
  }

  void handle(E event) {
    world.trace(name, event);
    runner.handle(event, world.tick(random));
    if (world.isAuditDue()) {
      audit(runner.applied());
    }
  }

  abstract void audit(S state);

  abstract void act(Effect effect);

  void committed(long position) {
    durable = Math.max(durable, position);
    runner.committed(position);
  }

  @Override
  public void perform(Effect effect) {
    Long due = dueAt.remove(effect);
    Violation.unless(
        due == null || due <= durable, "%s: %s left before it was durable", name, effect);
    switch (effect) {
      case Effect.Arm arm -> timers.arm(arm, this::later, timer -> handle(event(timer)));
      case Effect.Disarm disarm -> timers.disarm(disarm.key());
      case Effect.Again again -> arrives(event(again.event()));
      default -> act(effect);
    }
  }

  @SuppressWarnings("unchecked") // an engine arms timers with its own events only
  private E event(Object event) {
    return (E) event;
  }

  @Override
  public void poisoned(Object event, RuntimeException failure) {
    throw new Violation(name + " broke on " + event, failure);
  }

  /** A leadership is over: what waited for durability is not due any more. */
  void abandon() {
    dueAt.clear();
    durable = made;
    runner.abandon();
  }

  /** Remembers which effects must wait for which changes, to check the runner against. */
  private final class Watched implements Engine<S, E> {
    private final Engine<S, E> engine;

    Watched(Engine<S, E> engine) {
      this.engine = engine;
    }

    @Override
    public Step<S> step(S state, E event, Tick tick) {
      Step<S> step = engine.step(state, event, tick);
      if (!step.changes().isEmpty()) {
        made++;
        step.effects().forEach(effect -> dueAt.put(effect, made));
      }
      return step;
    }

    @Override
    public S replay(S state, Change change) {
      return engine.replay(state, change);
    }
  }
}
