package cuesta.testkit.sim;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.master.FrameworkCall;
import cuesta.core.master.FrameworkEvent;
import cuesta.core.master.MasterEvent;
import cuesta.engine.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One subscription of a framework: what either side says arrives late and in order. */
final class SimSession {
  /** Its framework's end. */
  interface Ear {
    void hears(FrameworkEvent event);

    /** The master's process is gone. */
    void masterDied();
  }

  /** What lets something happen later: the world's queue, or a process that may die before. */
  interface Schedule {
    void after(long nanos, Runnable action);
  }

  private final World world;
  private final SplitMix random;
  private final Schedule schedule;
  private final Ear ear;
  private final Map<Long, Consumer<Optional<Reason>>> waiting = new TreeMap<>();
  final long number;
  final SimMaster master;
  private boolean over;
  private long calls;
  private long heardUntil;
  private long saidUntil;

  SimSession(World world, long number, SimMaster master, Schedule schedule, Ear ear) {
    this.world = world;
    this.number = number;
    this.master = master;
    this.schedule = schedule;
    this.ear = ear;
    random = world.random();
  }

  boolean isOver() {
    return over;
  }

  // ---- the master's side

  void hears(FrameworkEvent event) {
    inOrder(() -> ear.hears(event));
    if (event instanceof FrameworkEvent.Disconnected gone) {
      refuseAll(gone.why());
    }
  }

  void answered(long call, Optional<Reason> refusal) {
    Consumer<Optional<Reason>> then = waiting.remove(call);
    if (then != null) {
      inOrder(() -> then.accept(refusal));
    }
  }

  void masterDied() {
    ear.masterDied();
  }

  private void inOrder(Runnable action) {
    heardUntil = Math.max(heardUntil, world.now() + random.below(2_000) * 1_000L);
    schedule.after(
        heardUntil - world.now(),
        () -> {
          if (!over) {
            action.run();
          }
        });
  }

  private void refuseAll(Reason why) {
    List<Consumer<Optional<Reason>>> refused = new ArrayList<>(waiting.values());
    waiting.clear();
    for (Consumer<Optional<Reason>> then : refused) {
      schedule.after(random.below(500) * 1_000L, () -> then.accept(Optional.of(why)));
    }
  }

  // ---- the framework's side

  /** Calls, in order; {@code then} gets the master's refusal, or none. */
  void call(FrameworkCall call, Consumer<Optional<Reason>> then) {
    if (over) {
      then.accept(
          Optional.of(
              Reason.of(Reasons.SESSION_OVER, "", "the session is over", "subscribe again")));
      return;
    }
    waiting.put(calls + 1, then);
    say(call, ++calls);
  }

  /** Calls without wanting an answer. */
  void say(FrameworkCall call) {
    if (!over) {
      say(call, 0);
    }
  }

  private void say(FrameworkCall call, long as) {
    saidUntil = Math.max(saidUntil, world.now() + random.below(2_000) * 1_000L);
    schedule.after(
        saidUntil - world.now(),
        () -> {
          if (!over) {
            master.arrives(new MasterEvent.FrameworkCalled(number, as, call));
          }
        });
  }

  /** The master said that it is over, or is gone. */
  void end() {
    over = true;
  }

  /** The framework ends it; the master learns of it. */
  void close() {
    if (!over) {
      over = true;
      master.closed(number);
      refuseAll(Reason.of(Reasons.SESSION_OVER, "", "the session is over", "subscribe again"));
    }
  }
}
