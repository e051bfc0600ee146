package cuesta.testkit.sim;

import cuesta.core.agent.AgentEvent;
import cuesta.core.agent.CheckKind;
import cuesta.core.agent.Plan;
import cuesta.engine.SplitMix;
import cuesta.testkit.guest.Habit;
import java.util.Optional;
import java.util.function.IntConsumer;

/** What a started container does by itself, as its command says, and what checks find. */
final class SimProcess {
  private static final int GETS_READY_MS = 5_000;
  private static final int RECOVERS_MS = 20_000;
  private static final int LIVES_MS = 90_000;

  private final World world;
  private final SplitMix random;
  private final Starts starts;
  private final Plan plan;
  private final Optional<Habit> habit;
  boolean running = true;
  int status;
  private boolean ready;

  SimProcess(World world, SplitMix random, Starts starts, Plan plan) {
    this.world = world;
    this.random = random;
    this.starts = starts;
    this.plan = plan;
    habit = Habit.of(plan.command());
  }

  /** It begins; {@code ends} is told its status, if it ends by itself. */
  void begin(IntConsumer ends) {
    if (habit.isPresent()) {
      begin(habit.get(), ends);
    } else if (!SimFramework.isService(plan.command())) { // else it runs until it is killed
      int after = random.below(20_000);
      int exit = random.chance(0.8) ? 0 : 1 + random.below(5);
      after(after, () -> ends.accept(exit));
    }
  }

  private void begin(Habit how, IntConsumer ends) {
    switch (how) {
      case GOOD -> {
        after(random.below(GETS_READY_MS), () -> become(true));
        if (random.chance(0.3)) {
          after(random.below(LIVES_MS), () -> dieOfTheStorm(ends));
        }
      }
      case FAILING -> after(random.below(GETS_READY_MS), () -> ends.accept(1));
      case SLOW -> {
        // until it is killed
      }
    }
  }

  private void dieOfTheStorm(IntConsumer ends) {
    if (world.isFaulty()) {
      ends.accept(random.below(3));
    }
  }

  private void after(int millis, Runnable action) {
    world.schedule(millis * World.MILLI, action);
  }

  private void become(boolean now) {
    if (running && ready != now) {
      ready = now;
      starts.ready(plan.container(), now);
    }
  }

  /**
   * Looks at it. In the storm a service is ready now and then, afterwards it stays as it is; an
   * instance that was ready gets so again.
   */
  AgentEvent.Outcome probe(CheckKind kind) {
    if (!running) {
      return AgentEvent.Outcome.FAILED;
    }
    if (kind == CheckKind.HEALTH) {
      return outcome(!world.isFaulty() || !random.chance(0.1));
    }
    if (world.isFaulty() && random.chance(0.3)) {
      if (habit.isEmpty()) {
        become(!ready);
      } else if (ready && random.chance(0.2)) {
        become(false);
        after(random.below(RECOVERS_MS), () -> become(true));
      }
    }
    return outcome(ready);
  }

  private static AgentEvent.Outcome outcome(boolean passed) {
    return passed ? AgentEvent.Outcome.PASSED : AgentEvent.Outcome.FAILED;
  }
}
