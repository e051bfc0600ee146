package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.api.TaskState;
import cuesta.framework.kit.Launch;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What follows when an instance ends. */
final class Ending {
  /** An instance ended by itself, without an error. */
  static final String INSTANCE_ENDED = "INSTANCE_ENDED";

  private Ending() {}

  static void ended(Turn turn, Key key, Launch launch, OptionalInt exit) {
    Site site = turn.site(key.app());
    Instance instance = turn.state().instance(key).with(launch);
    boolean asked = launch.kill().isPresent() || instance.leaves().isPresent();
    turn.record(new WebChange.InstanceGone(key.app(), key.number()));
    if (!asked && !isLost(launch)) {
      failed(turn, site, instance, exit);
    }
    Settling.settle(turn, key.app());
  }

  /** Its agent went, not the instance: nothing is to be learned from it. */
  private static boolean isLost(Launch launch) {
    return switch (launch.state()) {
      case GONE, GONE_BY_OPERATOR, UNREACHABLE, LOST, DROPPED -> true;
      default -> false;
    };
  }

  private static void failed(Turn turn, Site site, Instance instance, OptionalInt exit) {
    App app = turn.site(site.name()).app();
    boolean steady = isSteady(turn, instance);
    int failures = steady ? 0 : app.crash().failures() + 1;
    Optional<Instant> until =
        steady
            ? Optional.empty()
            : Optional.of(
                turn.now().plusNanos(WebLimits.WAITS.nanos(failures - 1, turn.tick().random())));
    App.Crash crash =
        new App.Crash(
            failures,
            until,
            instance.launch().task().value(),
            Optional.of(why(instance, exit)),
            Optional.of(turn.now()),
            "");
    App next = app.with(crash);
    boolean ofRollout = instance.isNew(app) && !Proving.was(site, instance, turn.now());
    if (ofRollout && app.running().isPresent()) {
      next = next.with(app.running().get().failed());
    }
    turn.keep(next);
    if (instance.launch().at().flatMap(Launch.At::container).isPresent()) {
      turn.emit(new WebEffect.Fetch(site.name(), instance.launch().task()));
    }
  }

  private static boolean isSteady(Turn turn, Instance instance) {
    return instance
        .since()
        .filter(since -> !since.plus(WebLimits.STEADY).isAfter(turn.now()))
        .isPresent();
  }

  /**
   * One that was ready takes no requests any more, and may be killed for it: if it was well for
   * long, that is no further failure in a row.
   */
  static void unready(Turn turn, String name, Instance instance) {
    App app = turn.site(name).app();
    if (isSteady(turn, instance) && app.crash().failures() > 0) {
      turn.keep(app.with(app.crash().first()));
    }
  }

  private static Reason why(Instance instance, OptionalInt exit) {
    Optional<Reason> said = instance.launch().why();
    if (said.isPresent()) {
      return said.get();
    }
    String how =
        exit.isPresent() && instance.launch().state() != TaskState.KILLED
            ? "it exited with status " + exit.getAsInt()
            : "it ended as " + instance.launch().state();
    return Reason.of(
        INSTANCE_ENDED, instance.launch().task().value(), how, "an application runs for ever");
  }

  /** What the instance wrote that failed last; of an earlier one it is of no use any more. */
  static void fetched(Turn turn, WebEvent.Fetched event) {
    Site site = turn.site(event.name());
    if (site != null && site.app().crash().task().equals(event.task().value())) {
      turn.keep(site.app().with(site.app().crash().written(event.output())));
    }
  }

  static void drained(Turn turn, WebEvent.Drained event) {
    Site site = turn.site(event.name());
    Instance instance = site == null ? null : site.instances().get(event.number());
    if (instance != null && instance.leaves().isPresent() && instance.launch().isLive()) {
      if (instance.launch().kill().isEmpty()) {
        Settling.kill(turn, event.name(), instance);
      }
    }
  }
}
