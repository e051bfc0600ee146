package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.framework.kit.Launch;
import java.util.Optional;

/** What follows when a version does not get ready. */
final class Failing {
  /** A version did not get ready in time. */
  static final String DEADLINE_PASSED = "DEADLINE_PASSED";

  /** The instances of a version failed one after the other. */
  static final String INSTANCES_FAILED = "INSTANCES_FAILED";

  private Failing() {}

  /** Its instances ended, and none was ever ready. */
  static void crashed(Turn turn, String name, Rollout rollout) {
    String detail =
        rollout.failures()
            + " instances of version "
            + rollout.to()
            + " failed, none was ever ready; the last: "
            + turn.site(name).app().crash().why().map(Reason::detail).orElse("no reason given");
    fail(turn, name, rollout, Reason.of(INSTANCES_FAILED, name, detail, hint(name)));
  }

  /** No further one got ready in time. */
  static void late(Turn turn, String name, Rollout rollout) {
    Site site = turn.site(name);
    Optional<Instance> mute =
        site.staying().stream()
            .filter(one -> one.isNew(site.app()) && !one.isReady() && container(one))
            .reduce((first, second) -> second);
    String detail =
        "no further instance of version "
            + rollout.to()
            + " got ready within "
            + site.spec().update().deadline().toSeconds()
            + " s; "
            + Proving.count(site, turn.now())
            + " of "
            + site.app().wanted()
            + " were"
            + mute.flatMap(one -> one.checked().why())
                .map(why -> "; the last not: " + why.detail())
                .orElse("");
    mute.ifPresent(one -> remember(turn, name, one));
    fail(turn, name, rollout, Reason.of(DEADLINE_PASSED, name, detail, hint(name)));
  }

  private static boolean container(Instance instance) {
    return instance.launch().at().flatMap(Launch.At::container).isPresent();
  }

  /** It is about to be ended, and nobody could see any more what it said. */
  private static void remember(Turn turn, String name, Instance mute) {
    App app = turn.site(name).app();
    Reason why =
        mute.checked()
            .why()
            .orElseGet(() -> Reason.of(DEADLINE_PASSED, name, "it did not get ready", hint(name)));
    turn.keep(app.with(app.crash().of(mute.launch().task().value(), why, turn.now())));
    turn.emit(new WebEffect.Fetch(name, mute.launch().task()));
  }

  private static String hint(String name) {
    return "see its output: cuesta app status " + name;
  }

  /** What was before comes back, if there is something and it is wanted. */
  private static void fail(Turn turn, String name, Rollout rollout, Reason why) {
    App app = turn.site(name).app();
    boolean restart = rollout.kind() == Rollout.Kind.RESTART;
    boolean back =
        turn.site(name).spec().update().rollback()
            && app.stable() != 0
            && turn.site(name).versions().has(app.stable())
            && (app.stable() != app.target() || restart);
    Rollout.Result result = back ? Rollout.Result.ROLLED_BACK : Rollout.Result.FAILED;
    turn.keep(app.with(rollout.ended(result, turn.now(), Optional.of(why))));
    if (back) {
      Rollouts.begin(
          turn,
          name,
          Rollout.Kind.AUTO_ROLLBACK,
          app.stable(),
          restart ? app.generation() - 1 : app.generation(),
          "");
    }
  }
}
