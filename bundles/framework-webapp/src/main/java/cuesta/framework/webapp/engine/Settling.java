package cuesta.framework.webapp.engine;

import cuesta.engine.Effect;
import cuesta.framework.kit.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings an application nearer to what it should be. Called after whatever happened to it; does
 * nothing if there is nothing to do.
 */
final class Settling {
  /** One step of a rollout may make the next possible, and a failed one begins another. */
  private static final int ROUNDS = 8;

  private static final String GO_ON = "go on ";

  private Settling() {}

  static void settle(Turn turn, String name) {
    if (turn.site(name) == null) {
      return;
    }
    forgive(turn, name);
    drained(turn, name);
    int round = 0;
    do {
      progress(turn, name);
    } while (roll(turn, name) && ++round < ROUNDS);
    if (round == ROUNDS) {
      // Nothing may ever happen to what is left over: who waits for room ends without a word.
      turn.emit(new Effect.Arm(GO_ON + name, 0, new WebEvent.GoOn(name), false));
    }
    succeed(turn, name);
    purge(turn, name);
  }

  /** Starts may go on. */
  private static void forgive(Turn turn, String name) {
    App.Crash crash = turn.site(name).app().crash();
    if (Wakes.isOver(crash.until(), turn.tick())) {
      turn.keep(turn.site(name).app().with(crash.waited()));
    }
  }

  /** Those that had time to finish what they did are killed. */
  private static void drained(Turn turn, String name) {
    for (Instance instance : turn.site(name).all()) {
      if (instance.launch().kill().isEmpty() && Wakes.isOver(instance.leaves(), turn.tick())) {
        kill(turn, name, instance);
      }
    }
  }

  private static void progress(Turn turn, String name) {
    Site site = turn.site(name);
    Optional<Rollout> running = site.app().running();
    if (running.isEmpty()) {
      return;
    }
    Rollout rollout = running.get().reached(Proving.count(site, turn.now()), turn.now());
    if (rollout != running.get()) {
      turn.keep(site.app().with(rollout));
    }
    if (rollout.failures() >= WebLimits.FAILURES && rollout.best() == 0) {
      Failing.crashed(turn, name, rollout);
    } else if (Wakes.isOver(Wakes.deadline(turn.site(name)), turn.tick())) {
      Failing.late(turn, name, rollout);
    }
  }

  /** Begins and ends instances; false if there is nothing to do. */
  private static boolean roll(Turn turn, String name) {
    Site site = turn.site(name);
    if (!site.versions().has(site.app().target())) {
      return false;
    }
    Rolling rolling = Rolling.of(site, turn.now());
    if (rolling.isNothing()) {
      return false;
    }
    for (Instance instance : rolling.keep()) {
      turn.keep(name, instance.with(Optional.empty()));
    }
    for (Instance instance : rolling.end()) {
      end(turn, name, instance);
    }
    begin(turn, name, rolling.begin());
    return true;
  }

  private static void begin(Turn turn, String name, int count) {
    App app = turn.site(name).app();
    if (count > 0) {
      turn.keep(app.counted(app.count() + count)); // first: no number is ever used twice
    }
    for (int i = 1; i <= count; i++) {
      turn.keep(name, Instance.begun(app, app.count() + i, turn.now()));
    }
  }

  /** One that takes requests may finish them first. */
  static void end(Turn turn, String name, Instance instance) {
    Duration drain = turn.site(name).spec(instance).drain();
    if (instance.isReady() && !drain.isZero()) {
      turn.keep(name, instance.with(Optional.of(turn.now().plus(drain))));
    } else {
      kill(turn, name, instance);
    }
  }

  static void kill(Turn turn, String name, Instance instance) {
    Duration grace = turn.site(name).spec(instance).grace();
    Outcome<Key> outcome = turn.launches().kill(instance.key(name), grace, turn.effects());
    switch (outcome) {
      case Outcome.Said<Key> said -> turn.keep(name, instance.with(said.launch()));
      case Outcome.Nothing<Key> o when instance.launch().isLive() -> {}
      default -> turn.record(new WebChange.InstanceGone(name, instance.number()));
    }
  }

  /**
   * All are as they should be. That also ends a rollout of none, by which nothing is proved; and a
   * version that got ready after its rollout had failed is one to go back to all the same.
   */
  private static void succeed(Turn turn, String name) {
    Site site = turn.site(name);
    App app = site.app();
    boolean all =
        site.staying().size() == app.wanted() && Proving.count(site, turn.now()) == app.wanted();
    if (!all) {
      return;
    }
    if (app.wanted() > 0 && app.stable() != app.target()) {
      turn.keep(turn.site(name).app().stableAt(app.target()));
    }
    Optional<Rollout> running = app.running();
    if (running.isPresent()) {
      Rollout ended = running.get().ended(Rollout.Result.SUCCEEDED, turn.now(), Optional.empty());
      turn.keep(turn.site(name).app().with(ended).with(app.crash().forgiven()));
      Rollouts.forgetVersions(turn, name);
    }
  }

  /**
   * Takes all that is kept of a deleted application away, once no instance is left. One on an agent
   * that is lost is waited for: only who asks for a task hears of it when its agent returns.
   * Whatever of it a crash leaves over, the next session goes on: the application goes last.
   */
  private static void purge(Turn turn, String name) {
    Site site = turn.site(name);
    if (!site.app().deleted() || !site.instances().isEmpty()) {
      return;
    }
    site.versions().keys().forEach(n -> turn.record(new WebChange.VersionGone(name, n)));
    turn.record(new WebChange.AppGone(name));
  }
}
