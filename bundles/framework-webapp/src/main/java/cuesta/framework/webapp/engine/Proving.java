package cuesta.framework.webapp.engine;

import cuesta.engine.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an instance is proof that its version is well, so that another may go for it. If nobody
 * looks whether it is ready, only that it goes on running says so.
 */
final class Proving {
  private static final String PROVE = "prove ";

  private Proving() {}

  static boolean isProven(Site site, Instance instance, Instant now) {
    return instance.isReady() && was(site, instance, now);
  }

  /** Whether it was, of one that has ended. */
  static boolean was(Site site, Instance instance, Instant now) {
    return instance.since().isPresent() && left(site, instance, now).isZero();
  }

  /** How long it still has to run, if it is ready. */
  private static Duration left(Site site, Instance instance, Instant now) {
    Optional<Instant> end =
        site.spec(instance).readiness().isPresent()
            ? Optional.empty()
            : instance.since().map(since -> since.plus(WebLimits.PROVEN));
    return end.filter(at -> at.isAfter(now))
        .map(at -> Duration.between(now, at))
        .orElse(Duration.ZERO);
  }

  /** How many of an application are. */
  static int count(Site site, Instant now) {
    return (int)
        site.staying().stream()
            .filter(one -> one.isNew(site.app()) && isProven(site, one, now))
            .count();
  }

  /** Looks at an application again when its instances have run for long enough. */
  static void await(Turn turn, String name) {
    Site site = turn.site(name);
    if (site != null) {
      site.staying().forEach(one -> await(turn, site, one));
    }
  }

  static void await(Turn turn, Site site, Instance instance) {
    Duration left = left(site, instance, turn.now());
    if (instance.isReady() && !left.isZero()) {
      turn.emit(
          new Effect.Arm(
              PROVE + instance.launch().task(),
              left.toNanos(),
              new WebEvent.GoOn(site.name()),
              false));
    }
  }
}
