package cuesta.framework.webapp;

import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.TaskState;
import cuesta.api.resources.Resources;
import cuesta.engine.Table;
import cuesta.framework.kit.Launch;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.Specs;
import cuesta.framework.webapp.engine.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Applications as they may be. */
final class Sites {
  static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private Sites() {}

  /** Called web, with version 1 as its target. */
  static Site site(int wanted, App.Crash crash, List<Rollout> rollouts, Instance... instances) {
    return site(wanted, 1, crash, rollouts, instances);
  }

  /** Called web, with version 1 as the only one that is kept. */
  static Site site(
      int wanted, int target, App.Crash crash, List<Rollout> rollouts, Instance... instances) {
    App app =
        new App(
            "web",
            "t",
            NOW,
            new App.Aim(wanted, false, false),
            new App.Course(target, 1, 1),
            2,
            crash,
            rollouts);
    Table<Long, Instance> all = Table.empty();
    for (Instance instance : instances) {
      all = all.with(instance.number(), instance);
    }
    Version version = new Version(1, Specs.of("good").spec(), NOW);
    return new Site(app, Table.<Integer, Version>empty().with(1, version), all);
  }

  /** Whose check has succeeded. */
  static Instance ready(long number) {
    return instance(number, TaskState.RUNNING, false);
  }

  /** Whose check once succeeded. */
  static Instance instance(long number, TaskState state, boolean killed) {
    return instance(number, state, killed, Optional.of(NOW));
  }

  static Instance instance(long number, TaskState state, boolean killed, Optional<Instant> ready) {
    Optional<Duration> kill = killed ? Optional.of(Duration.ZERO) : Optional.empty();
    Instance.Checked checked = new Instance.Checked(ready, Optional.empty(), Optional.empty());
    return instance(number, 1, state, kill, checked);
  }

  /** That runs, of some version. */
  static Instance running(long number, int version, Instance.Checked checked) {
    return instance(number, version, TaskState.RUNNING, Optional.empty(), checked);
  }

  private static Instance instance(
      long number,
      int version,
      TaskState state,
      Optional<Duration> kill,
      Instance.Checked checked) {
    Launch.At at = new Launch.At(new AgentId("S1"), Resources.NONE, Optional.empty());
    return new Instance(
        number,
        version,
        1,
        NOW,
        new Launch(
            "web.t." + number, 1, Optional.of(at), state, Optional.of(NOW), kill, Optional.empty()),
        "a1",
        Collections.emptySortedMap(),
        checked,
        Optional.empty());
  }

  static Rollout rollout(
      int number, Rollout.Kind kind, int from, int to, Rollout.Result result, String why) {
    Reason failed = Reason.of("UPDATE_FAILED", "web", why);
    return rollout(
        number, kind, from, to, result, Optional.of(failed).filter(one -> !why.isEmpty()));
  }

  static Rollout rollout(
      int number,
      Rollout.Kind kind,
      int from,
      int to,
      Rollout.Result result,
      Optional<Reason> why) {
    boolean over = result != Rollout.Result.RUNNING;
    return new Rollout(
        number,
        kind,
        from,
        to,
        NOW,
        NOW,
        0,
        0,
        result,
        over ? Optional.of(NOW) : Optional.empty(),
        why,
        "");
  }
}
