package cuesta.framework.webapp.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Begins rollouts, and forgets versions that nobody goes back to. */
final class Rollouts {
  private Rollouts() {}

  /** The one that is under way gives way. */
  static Rollout begin(
      Turn turn, String name, Rollout.Kind kind, int to, int generation, String principal) {
    end(turn, name, Rollout.Result.SUPERSEDED);
    App app = turn.site(name).app();
    int number = app.rollout().map(Rollout::number).orElse(0) + 1;
    Rollout rollout = Rollout.begun(number, kind, app.target(), to, turn.now(), principal);
    turn.keep(app.at(to, generation).with(rollout).with(app.crash().forgiven()));
    forgetVersions(turn, name);
    return rollout;
  }

  static void end(Turn turn, String name, Rollout.Result how) {
    App app = turn.site(name).app();
    app.running()
        .ifPresent(
            running -> turn.keep(app.with(running.ended(how, turn.now(), Optional.empty()))));
  }

  /** The oldest that are not in use. */
  static void forgetVersions(Turn turn, String name) {
    Site site = turn.site(name);
    Set<Integer> used = new TreeSet<>(List.of(site.app().target()));
    used.add(site.app().stable());
    site.all().forEach(instance -> used.add(instance.version()));
    List<Integer> unused = new ArrayList<>();
    for (Integer number : site.versions().keys()) {
      if (!used.contains(number)) {
        unused.add(number);
      }
    }
    int most = Math.max(0, unused.size() - WebLimits.VERSIONS);
    unused.subList(0, most).forEach(n -> turn.record(new WebChange.VersionGone(name, n)));
  }

  /** The version that was ready before the present one, if it is kept. */
  static Optional<Integer> former(Site site) {
    App app = site.app();
    if (app.stable() != app.target() && site.versions().has(app.stable())) {
      return Optional.of(app.stable());
    }
    List<Rollout> past = app.rollouts();
    for (int i = past.size() - 1; i >= 0; i--) {
      Rollout rollout = past.get(i);
      if (rollout.result() == Rollout.Result.SUCCEEDED
          && rollout.to() != app.target()
          && site.versions().has(rollout.to())) {
        return Optional.of(rollout.to());
      }
    }
    return Optional.empty();
  }
}
