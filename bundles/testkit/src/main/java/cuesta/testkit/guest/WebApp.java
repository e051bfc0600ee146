package cuesta.testkit.guest;

import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Spec;
import cuesta.framework.webapp.engine.Version;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One application from its first word to its last, as the journal tells it: what was ever said of
 * it stays true, and no instance comes back.
 */
final class WebApp {
  private final Map<Integer, Spec> versions = new TreeMap<>();
  private final Map<Integer, Rollout> rollouts = new TreeMap<>();
  private final Map<Long, Instance> instances = new TreeMap<>();
  private final TreeSet<Long> gone = new TreeSet<>();
  private App app;
  private int most;

  WebApp(App app) {
    this.app = app;
    follow(app);
  }

  App app() {
    return app;
  }

  /** What a version is, also one that is forgotten; null if there never was one. */
  Spec version(int number) {
    return versions.get(number);
  }

  boolean hasVersion(Spec spec) {
    return versions.values().stream().anyMatch(spec::saysSame);
  }

  /** A rollout, also one that is forgotten; null if there never was one. */
  Rollout rollout(int number) {
    return rollouts.get(number);
  }

  int rollouts() {
    return rollouts.size();
  }

  /** How it is with the version that should run; null if that is not known. */
  Spec target() {
    return versions.get(app.target());
  }

  private String name() {
    return app.name();
  }

  // ---- what is written

  void kept(App now) {
    Violation.unless(
        now.created().equals(app.created())
            && now.count() >= app.count()
            && (now.deleted() || !app.deleted() || now.stable() == 0), // deployed before it went
        "webapp: %s was %s, and became %s",
        name(),
        app,
        now);
    app = now;
    follow(now);
  }

  private void follow(App now) {
    for (Rollout rollout : now.rollouts()) {
      Rollout before = rollouts.put(rollout.number(), rollout);
      Violation.unless(
          before == null || before.isRunning() || before.equals(rollout),
          "webapp: of %s, %s went on as %s",
          name(),
          before,
          rollout);
      Violation.unless(
          !rollout.isRunning() || rollout.equals(now.rollout().orElseThrow()),
          "webapp: of %s, %s runs beside a later one",
          name(),
          rollout);
    }
  }

  void kept(Version version) {
    Spec before = versions.put(version.number(), version.spec());
    Violation.unless(
        before == null || before.equals(version.spec()),
        "webapp: version %s of %s was %s, and became %s",
        version.number(),
        name(),
        before,
        version.spec());
  }

  void kept(Instance now) {
    Instance before = instances.put(now.number(), now);
    Violation.unless(
        !gone.contains(now.number()) && now.number() <= app.count(),
        "webapp: instance %s of %s came back, of %s",
        now.number(),
        name(),
        app.count());
    Violation.unless(
        before == null || isFollowedBy(before, now),
        "webapp: of %s, %s became %s",
        name(),
        before,
        now);
  }

  /** Whoever is to be killed stays so; whoever runs is not launched again. */
  private static boolean isFollowedBy(Instance before, Instance now) {
    boolean same = now.launch().task().equals(before.launch().task());
    return now.created().equals(before.created())
        && now.launch().id().equals(before.launch().id())
        && now.launch().number() >= before.launch().number()
        && (now.launch().kill().isPresent() || before.launch().kill().isEmpty())
        && (same || before.launch().started().isEmpty());
  }

  void gone(long number) {
    instances.remove(number);
    gone.add(number);
  }

  // ---- all that was written together

  /** Checks it as a whole. */
  void check(WebTasks tasks) {
    Spec target = target();
    Violation.unless(target != null || app.deleted(), "webapp: %s has no version", name());
    if (target != null) {
      most = Math.max(most, app.wanted() + target.update().more(app.wanted()));
    }
    long staying = instances.values().stream().filter(Instance::stays).count();
    Violation.unless(
        staying <= Math.max(app.wanted(), most),
        "webapp: of %s, %s instances are to stay, at most %s at a time were wanted: %s",
        name(),
        staying,
        most,
        instances.values());
    instances.values().forEach(instance -> check(instance, tasks));
    rollouts.values().forEach(this::check);
  }

  private void check(Instance instance, WebTasks tasks) {
    Spec spec = versions.get(instance.version());
    Violation.unless(
        spec != null && instance.number() <= app.count(),
        "webapp: %s of %s, which counts to %s",
        instance,
        name(),
        app.count());
    var task = instance.launch().task();
    boolean could = spec.readiness().isPresent() ? tasks.wasReady(task) : tasks.hasRun(task);
    Violation.unless(
        instance.since().isEmpty() || could,
        "webapp: %s is said to be ready, and never was: %s",
        task,
        instance);
  }

  /** What never gets ready never succeeds. */
  private void check(Rollout rollout) {
    Spec to = versions.get(rollout.to());
    Violation.unless(
        to != null
            && (rollout.result() != Rollout.Result.SUCCEEDED
                || to.readiness().isEmpty()
                || Habit.of(to.command()).orElseThrow() == Habit.GOOD),
        "webapp: of %s, %s to %s",
        name(),
        rollout,
        to);
  }

  /** How many take requests, as it is written. */
  long ready() {
    return instances.values().stream().filter(Instance::isReady).count();
  }

  /** A live instance by its task; null if none is known by it. */
  Instance instance(String task) {
    return instances.values().stream()
        .filter(instance -> instance.launch().task().value().equals(task))
        .findFirst()
        .orElse(null);
  }
}
