package cuesta.framework.ci.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * When an attempt of a job came how far.
 *
 * @param created when it was made
 * @param queued when it was ready to run
 * @param started when it was first seen to run
 * @param over when its task had ended
 * @param ended when its status was final
 * @param until until when it waits, if it was delayed
 */
public record Times(
    Instant created,
    Optional<Instant> queued,
    Optional<Instant> started,
    Optional<Instant> over,
    Optional<Instant> ended,
    Optional<Instant> until) {
  static Times of(Instant created) {
    return new Times(
        created,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Times delayed(Instant later) {
    return new Times(created, queued, started, over, ended, Optional.of(later));
  }

  /** Of one that waits for nothing but its turn. */
  Times undelayed() {
    return new Times(created, queued, started, over, ended, Optional.empty());
  }

  Times queued(Instant now) {
    return new Times(created, Optional.of(now), started, over, ended, Optional.empty());
  }

  Times started(Instant now) {
    return new Times(created, queued, Optional.of(now), over, ended, until);
  }

  Times over(Instant now) {
    return new Times(created, queued, started, Optional.of(now), ended, until);
  }

  Times ended(Instant now) {
    return new Times(created, queued, started, over, Optional.of(now), Optional.empty());
  }
}
