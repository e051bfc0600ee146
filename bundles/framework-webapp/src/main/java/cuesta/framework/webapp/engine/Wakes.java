package cuesta.framework.webapp.engine;

import cuesta.engine.Tick;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When an application needs to be looked at though nothing happens to it. */
final class Wakes {
  private Wakes() {}

  /** The earliest of: starts may go on, a drain is over, the rollout has taken too long. */
  static Optional<Instant> of(Site site) {
    Stream<Instant> drains =
        site.all().stream()
            .filter(instance -> instance.launch().kill().isEmpty())
            .flatMap(instance -> instance.leaves().stream());
    Stream<Instant> others =
        Stream.of(site.app().crash().until(), deadline(site)).flatMap(Optional::stream);
    return Stream.concat(drains, others).min(Instant::compareTo);
  }

  /** Until when the running rollout has to get a further instance ready. */
  static Optional<Instant> deadline(Site site) {
    Version target = site.versions().get(site.app().target());
    return target == null
        ? Optional.empty()
        : site.app()
            .running()
            .map(rollout -> rollout.progress().plus(target.spec().update().deadline()));
  }

  static boolean isOver(Optional<Instant> time, Tick tick) {
    return time.filter(at -> !at.isAfter(tick.wall())).isPresent();
  }
}
