package cuesta.framework.webapp;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.ClusterView;
import cuesta.framework.kit.Constraint;
import cuesta.framework.kit.Constraints;
import cuesta.framework.kit.WhyWaiting;
import cuesta.framework.kit.Wish;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Placing;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.Spec;
import cuesta.framework.webapp.engine.WebState;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why an instance is not ready, or an application not as it should be. */
record Whys(WebState state, ClusterView view) {
  /** Instances failed; the next starts later. */
  static final String START_AWAITED = "START_AWAITED";

  /** It runs; its check has not succeeded. */
  static final String CHECK_AWAITED = "CHECK_AWAITED";

  /** All is as it was asked for. */
  static final String APP_AS_WANTED = "APP_AS_WANTED";

  /** An application by its name; refused if there is none. */
  Site site(String name) {
    Site site = state.sites().get(name);
    if (site == null) {
      throw new Refused(
          Reason.of(
              Reasons.UNKNOWN, name, "there is no such application", "list them: cuesta app list"));
    }
    return site;
  }

  /** Of an application by its name, or of an instance by its task. */
  List<Reason> of(TaskId task) {
    Site site = state.sites().get(task.value());
    if (site != null) {
      List<Reason> reasons = all(site);
      return reasons.isEmpty() ? List.of(well(site)) : reasons;
    }
    for (Site one : state.sites().values()) {
      if (!task.value().startsWith(one.name() + ".")) {
        continue;
      }
      for (Instance instance : one.all()) {
        if (instance.launch().task().equals(task)) {
          return of(one, instance, where(one));
        }
      }
      if (one.app().crash().task().equals(task.value())) {
        return one.app().crash().why().stream().toList();
      }
    }
    return List.of();
  }

  /** Who asks why nothing is wrong gets an answer, too. */
  private static Reason well(Site site) {
    return Reason.of(APP_AS_WANTED, site.name(), Texts.state(site) + ", " + Texts.count(site));
  }

  /** What there is to say of an application in one line. */
  Optional<Reason> of(Site site) {
    return waits(site).or(() -> failed(site));
  }

  /** Why one of its instances is not ready. */
  Optional<Reason> waits(Site site) {
    Constraint where = where(site);
    for (Instance instance : site.staying()) {
      List<Reason> reasons = of(site, instance, where);
      if (!reasons.isEmpty()) {
        return Optional.of(reasons.getFirst());
      }
    }
    return Optional.empty();
  }

  /** Why its last update failed; one that only brings back what was before tells of that one. */
  private static Optional<Reason> failed(Site site) {
    List<Rollout> past = site.app().rollouts();
    int last = past.size() - 1;
    boolean back = last > 0 && past.get(last).kind() == Rollout.Kind.AUTO_ROLLBACK;
    return last < 0
        ? Optional.empty()
        : past.get(last).why().or(() -> back ? past.get(last - 1).why() : Optional.empty());
  }

  /** Its instances wait for different reasons: one of each kind. */
  List<Reason> all(Site site) {
    Constraint where = where(site);
    Map<String, Reason> kinds = new LinkedHashMap<>();
    for (Instance instance : site.staying()) {
      of(site, instance, where).forEach(why -> kinds.putIfAbsent(why.code(), why));
    }
    failed(site).ifPresent(why -> kinds.putIfAbsent(why.code(), why));
    return List.copyOf(kinds.values());
  }

  /** Where a further instance may run; to be made once for all that wait. */
  static Constraint where(Site site) {
    boolean known = site.versions().has(site.app().target());
    return known ? Placing.constraint(site) : Constraint.NONE;
  }

  /** The most telling first; empty if it is ready. */
  List<Reason> of(Site site, Instance instance, Constraint where) {
    List<Reason> reasons = new ArrayList<>();
    App.Crash crash = site.app().crash();
    if (instance.launch().waits() && crash.until().isPresent()) {
      reasons.add(
          Reason.of(
              START_AWAITED,
              instance.launch().id(),
              crash.failures()
                  + " failed in a row"
                  + crash.why().map(why -> ", the last: " + why.detail()).orElse("")
                  + "; the next starts not before "
                  + crash.until().get().truncatedTo(ChronoUnit.SECONDS),
              "start it now: cuesta app restart " + site.name()));
    } else if (instance.launch().waits()) {
      Wish<?> wish = state.wish(instance.key(site.name()), where);
      reasons.addAll(WhyWaiting.reasons(instance.launch(), wish, view));
    } else if (instance.launch().state() == TaskState.RUNNING && instance.since().isEmpty()) {
      reasons.add(instance.checked().why().orElseGet(() -> awaited(site, instance)));
    } else {
      instance.launch().why().filter(w -> !instance.isReady()).ifPresent(reasons::add);
    }
    return reasons;
  }

  private static Reason awaited(Site site, Instance instance) {
    return Reason.of(
        CHECK_AWAITED,
        instance.launch().task().value(),
        "it runs, and its check has not succeeded yet: "
            + Texts.check(site.spec(instance).readiness()),
        "see what it writes: cuesta app logs " + site.name());
  }

  /** Why it will never run on this cluster; a word only, since agents come and go. */
  Optional<Reason> impossible(String name, Spec spec) {
    RoleId role = state.roles().getFirst();
    Constraint where = Constraints.parseAll(spec.placement().constraints());
    return WhyWaiting.impossible(
        name, new Wish<>(name, role, spec.amounts(), spec.ports(), where), view);
  }
}
