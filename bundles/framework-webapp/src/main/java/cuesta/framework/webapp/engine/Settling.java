package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.engine.Effect;
import cuesta.framework.kit.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings an application nearer to what it should be. Called after whatever happened to it; does
 * nothing if there is nothing to do.
 */
final class Settling {
  /** A version did not get ready in time. */
  static final String DEADLINE_PASSED = "DEADLINE_PASSED";

  /** The instances of a version failed one after the other. */
  static final String INSTANCES_FAILED = "INSTANCES_FAILED";

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
    Rollout rollout = running.get().reached(ready(site), turn.now());
    if (rollout != running.get()) {
      turn.keep(site.app().with(rollout));
    }
    if (rollout.failures() >= WebLimits.FAILURES && rollout.best() == 0) {
      fail(turn, name, rollout, failed(site, rollout));
    } else if (Wakes.isOver(Wakes.deadline(turn.site(name)), turn.tick())) {
      fail(turn, name, rollout, late(site, rollout));
    }
  }

  /** How many of the new are ready. */
  private static int ready(Site site) {
    return (int) site.all().stream().filter(i -> i.isReady() && i.isNew(site.app())).count();
  }

  private static Reason failed(Site site, Rollout rollout) {
    App.Crash crash = site.app().crash();
    return Reason.of(
        INSTANCES_FAILED,
        site.name(),
        rollout.failures()
            + " instances of version "
            + rollout.to()
            + " failed, none was ever ready; the last: "
            + crash.why().map(Reason::detail).orElse("no reason given"),
        "see its output: cuesta app status " + site.name());
  }

  private static Reason late(Site site, Rollout rollout) {
    Duration deadline = site.spec().update().deadline();
    return Reason.of(
        DEADLINE_PASSED,
        site.name(),
        "no further instance of version "
            + rollout.to()
            + " got ready within "
            + deadline.toSeconds()
            + " s; "
            + ready(site)
            + " of "
            + site.app().wanted()
            + " were",
        "see why they wait: cuesta app status " + site.name());
  }

  /** What was before comes back, if there is something and it is wanted. */
  private static void fail(Turn turn, String name, Rollout rollout, Reason why) {
    App app = turn.site(name).app();
    boolean back =
        turn.site(name).spec().update().rollback()
            && app.stable() != 0
            && turn.site(name).versions().has(app.stable())
            && (app.stable() != app.target() || rollout.kind() == Rollout.Kind.RESTART);
    Rollout.Result result = back ? Rollout.Result.ROLLED_BACK : Rollout.Result.FAILED;
    turn.keep(app.with(rollout.ended(result, turn.now(), Optional.of(why))));
    if (back) {
      boolean restart = rollout.kind() == Rollout.Kind.RESTART;
      Rollouts.begin(
          turn,
          name,
          Rollout.Kind.AUTO_ROLLBACK,
          app.stable(),
          restart ? app.generation() - 1 : app.generation(),
          "");
    }
  }

  /** Begins and ends instances; false if there is nothing to do. */
  private static boolean roll(Turn turn, String name) {
    Site site = turn.site(name);
    if (!site.versions().has(site.app().target())) {
      return false;
    }
    Rolling rolling = Rolling.of(site);
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
        site.staying().stream().allMatch(i -> i.isNew(app) && i.isReady())
            && site.staying().size() == app.wanted();
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
