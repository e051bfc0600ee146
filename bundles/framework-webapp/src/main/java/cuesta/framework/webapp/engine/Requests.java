package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.util.Optional;

/**
 * What people ask for. Whatever is said to be done is written, even if it was so already: only a
 * write tells that no other leader has come since, which may know better.
 */
final class Requests {
  private Requests() {}

  static void handle(Turn turn, WebEvent event) {
    switch (event) {
      case WebEvent.Deploy e -> deploy(turn, e);
      case WebEvent.Scale e -> scale(turn, e);
      case WebEvent.Restart e -> restart(turn, e);
      case WebEvent.Stop e -> stop(turn, e);
      case WebEvent.Rollback e -> rollback(turn, e);
      case WebEvent.Delete e -> delete(turn, e);
      default -> throw new IllegalArgumentException("not a request: " + event);
    }
    turn.appetite();
  }

  private static void deploy(Turn turn, WebEvent.Deploy deploy) {
    String name = deploy.name();
    Site site = turn.site(name);
    int instances = deploy.instances().orElse(site == null ? 1 : site.app().instances());
    Optional<Reason> refusal =
        Bounds.refusal(turn.state(), name, Optional.of(deploy.spec()), instances);
    if (refusal.isPresent()) {
      turn.refuse(deploy.call(), refusal.get());
      return;
    }
    if (site == null) {
      String tag = Long.toString(turn.tick().random().next() >>> 44, Character.MAX_RADIX);
      turn.keep(App.begun(name, tag, turn.now(), instances));
    }
    boolean gone = site != null && site.app().deleted();
    App app = turn.site(name).app();
    turn.keep(gone ? app.revived(instances) : app.scaled(instances).stopped(false));
    site = turn.site(name);
    int rollout = 0;
    Version target = site.versions().get(site.app().target());
    if (gone || target == null || !target.spec().saysSame(deploy.spec())) {
      Version version = new Version(site.next(), deploy.spec(), turn.now());
      turn.record(new WebChange.VersionKept(name, version));
      if (!gone && target != null && target.spec().hasSameTask(deploy.spec())) {
        goOver(turn, site, version.number());
      }
      rollout =
          Rollouts.begin(
                  turn,
                  name,
                  Rollout.Kind.DEPLOY,
                  version.number(),
                  site.app().generation(),
                  deploy.spec().principal())
              .number();
    }
    Settling.settle(turn, name);
    turn.done(deploy.call(), name, rollout);
  }

  /** What an instance is does not change: those that are there need not be replaced. */
  private static void goOver(Turn turn, Site site, int version) {
    for (Instance instance : site.staying()) {
      if (instance.isNew(site.app())) {
        turn.keep(site.name(), instance.as(version));
      }
    }
  }

  private static void scale(Turn turn, WebEvent.Scale scale) {
    Site site = known(turn, scale.name(), scale.call());
    if (site == null) {
      return;
    }
    Optional<Reason> refusal =
        Bounds.refusal(turn.state(), scale.name(), Optional.empty(), scale.instances());
    if (refusal.isPresent()) {
      turn.refuse(scale.call(), refusal.get());
      return;
    }
    turn.keep(site.app().scaled(scale.instances()).stopped(false));
    Settling.settle(turn, scale.name());
    turn.done(scale.call(), scale.name(), 0);
  }

  private static void restart(Turn turn, WebEvent.Restart restart) {
    Site site = known(turn, restart.name(), restart.call());
    if (site == null) {
      return;
    }
    Optional<Reason> refusal =
        Bounds.refusal(turn.state(), restart.name(), Optional.empty(), site.app().instances());
    if (refusal.isPresent()) {
      turn.refuse(restart.call(), refusal.get());
      return;
    }
    turn.keep(site.app().stopped(false));
    int rollout =
        Rollouts.begin(
                turn,
                restart.name(),
                Rollout.Kind.RESTART,
                site.app().target(),
                site.app().generation() + 1,
                restart.principal())
            .number();
    Settling.settle(turn, restart.name());
    turn.done(restart.call(), restart.name(), rollout);
  }

  private static void stop(Turn turn, WebEvent.Stop stop) {
    Site site = known(turn, stop.name(), stop.call());
    if (site == null) {
      return;
    }
    Rollouts.end(turn, stop.name(), Rollout.Result.STOPPED);
    turn.keep(turn.site(stop.name()).app().stopped(true));
    Settling.settle(turn, stop.name());
    turn.done(stop.call(), stop.name(), 0);
  }

  private static void rollback(Turn turn, WebEvent.Rollback back) {
    Site site = known(turn, back.name(), back.call());
    if (site == null) {
      return;
    }
    Optional<Integer> to =
        back.version().isPresent()
            ? Optional.of(back.version().getAsInt()).filter(site.versions()::has)
            : Rollouts.former(site);
    if (to.isEmpty()) {
      turn.refuse(
          back.call(),
          Reason.of(
              Reasons.UNKNOWN,
              back.name(),
              back.version().isPresent()
                  ? "version " + back.version().getAsInt() + " is not kept"
                  : "there is no other version that was ever ready",
              "list them: cuesta app history " + back.name()));
      return;
    }
    turn.keep(site.app().stopped(false));
    int rollout = 0;
    if (to.get() != site.app().target()) {
      rollout =
          Rollouts.begin(
                  turn,
                  back.name(),
                  Rollout.Kind.ROLLBACK,
                  to.get(),
                  site.app().generation(),
                  back.principal())
              .number();
    }
    Settling.settle(turn, back.name());
    turn.done(back.call(), back.name(), rollout);
  }

  private static void delete(Turn turn, WebEvent.Delete delete) {
    Site site = turn.site(delete.name());
    if (site == null) {
      turn.refuse(delete.call(), unknown(delete.name()));
      return;
    }
    Rollouts.end(turn, delete.name(), Rollout.Result.STOPPED);
    turn.keep(turn.site(delete.name()).app().goes());
    Settling.settle(turn, delete.name());
    turn.done(delete.call(), delete.name(), 0);
  }

  private static Site known(Turn turn, String name, long call) {
    Site site = turn.site(name);
    if (site == null) {
      turn.refuse(call, unknown(name));
    } else if (site.app().deleted()) {
      turn.refuse(call, going(name));
      return null;
    }
    return site;
  }

  private static Reason unknown(String name) {
    return Reason.of(
        Reasons.UNKNOWN, name, "there is no such application", "list them: cuesta app list");
  }

  private static Reason going(String name) {
    return Reason.of(
        "APP_DELETED", name, "it is being deleted; its instances are ending", "ask again later");
  }
}
