package cuesta.testkit.sim;

import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.Host;
import cuesta.engine.Runner;
import cuesta.engine.SplitMix;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.host.Clockwork;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link cuesta.engine.loop.EngineLoop} does, without its thread: events are handled in the
 * order of arrival and in batches, each batch followed by a flush.
 */
final class SimLoop<S> implements Clockwork.Loop<S>, Host {
  private final World world;
  private final String name;
  private final SplitMix random;
  private final SimSession.Schedule schedule;
  private final long ahead;
  private final cuesta.engine.loop.World outside;
  private final Runner<S, FrameworkEvent> runner;
  private final SimTimers timers = new SimTimers();
  private List<Runnable> inbox = new ArrayList<>();
  private boolean started;
  private boolean closed;
  private boolean turns;

  SimLoop(
      World world,
      String name,
      SimSession.Schedule schedule,
      long ahead,
      Engine<S, FrameworkEvent> engine,
      S initial,
      cuesta.engine.loop.World outside) {
    this.world = world;
    this.name = name;
    this.schedule = schedule;
    this.ahead = ahead;
    this.outside = outside;
    random = world.random();
    runner = new Runner<>(engine, initial, this);
  }

  @Override
  public void start() {
    started = true;
    turnSoon();
  }

  @Override
  public void put(FrameworkEvent event) {
    add(() -> handle(event));
  }

  @Override
  public boolean offer(FrameworkEvent event) {
    put(event);
    return true;
  }

  @Override
  public void durable(long upTo) {
    add(() -> runner.committed(upTo));
  }

  @Override
  public S committed() {
    return runner.committed();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void add(Runnable task) {
    if (!closed) {
      inbox.add(task);
      turnSoon();
    }
  }

  private void turnSoon() {
    if (started && !turns) {
      turns = true;
      schedule.after(random.below(300) * 1_000L, this::turn);
    }
  }

  private void turn() {
    turns = false;
    List<Runnable> batch = inbox;
    inbox = new ArrayList<>();
    for (Runnable task : batch) {
      if (closed) {
        return; // a batch is not finished in a process that is taken down
      }
      task.run();
    }
    if (!closed) {
      outside.flush();
      outside.published();
    }
  }

  private void handle(FrameworkEvent event) {
    world.trace(name, event);
    runner.handle(event, world.tick(random, ahead));
  }

  @Override
  public void persist(long position, List<Change> changes) {
    outside.persist(position, changes);
  }

  @Override
  public void perform(Effect effect) {
    switch (effect) {
      case Effect.Arm arm -> timers.arm(arm, schedule, event -> put((FrameworkEvent) event));
      case Effect.Disarm disarm -> timers.disarm(disarm.key());
      case Effect.Again again -> put((FrameworkEvent) again.event());
      default -> outside.perform(effect);
    }
  }

  @Override
  public void poisoned(Object event, RuntimeException failure) {
    outside.poisoned(event, failure);
  }
}
