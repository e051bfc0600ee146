package cuesta.testkit.guest;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.engine.SplitMix;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Spec;
import cuesta.framework.webapp.engine.WebEvent;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who owns the application of one name. Asks for one thing at a time, again and again until told
 * that it is done; then what was asked for has to be durable.
 */
final class WebOwner {
  private static final int INSTANCES = 4;

  /** What is asked for. */
  private enum Ask {
    DEPLOY,
    SCALE,
    RESTART,
    STOP,
    ROLLBACK,
    DELETE
  }

  /** When: what owners want depends on it. */
  enum Time {
    /** Faults: all they may want. */
    STORM,
    /** No faults: what is not well is made well. */
    CALM,
    /** All is well: each makes one update, and nothing else happens. */
    UPDATE,
    /** Everything has to go. */
    END
  }

  private final String name;
  private Optional<Ask> asked = Optional.empty();
  private long since;
  private Spec spec;
  private int instances;
  private boolean there;
  private boolean updated;

  WebOwner(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  boolean isThere() {
    return there;
  }

  /**
   * The owner's turn; what it asks for now, if anything, goes by a number. {@code app} is what is
   * durable of its application, null if nothing.
   */
  Optional<WebEvent> act(Time time, WebApp app, SplitMix random, long call) {
    if (asked.isEmpty()) {
      asked = wish(time, app, random);
      since = call;
      if (asked.isPresent()) {
        spec = WebSpecs.spec(time, random);
        instances = time == Time.UPDATE ? app.app().instances() : 1 + random.below(INSTANCES);
      }
    }
    return random.chance(0.3) ? asked.map(ask -> event(ask, call)) : Optional.empty();
  }

  private Optional<Ask> wish(Time time, WebApp app, SplitMix random) {
    return switch (time) {
      case STORM -> there ? change(random) : perhaps(Ask.DEPLOY, random.chance(0.1));
      case CALM -> perhaps(Ask.DEPLOY, there && !isWell(app) && random.chance(0.02));
      case UPDATE -> update(random);
      case END -> perhaps(Ask.DELETE, there);
    };
  }

  private static Optional<Ask> change(SplitMix random) {
    return switch (random.below(200)) {
      case 0, 1, 2, 3 -> Optional.of(Ask.DEPLOY);
      case 4, 5, 6 -> Optional.of(Ask.SCALE);
      case 7, 8 -> Optional.of(Ask.RESTART);
      case 9 -> Optional.of(Ask.STOP);
      case 10, 11 -> Optional.of(Ask.ROLLBACK);
      case 12 -> Optional.of(Ask.DELETE);
      default -> Optional.empty();
    };
  }

  private Optional<Ask> update(SplitMix random) {
    if (!there || updated) {
      return Optional.empty();
    }
    updated = true;
    return Optional.of(random.chance(0.8) ? Ask.DEPLOY : Ask.RESTART);
  }

  private static Optional<Ask> perhaps(Ask ask, boolean wished) {
    return Optional.of(ask).filter(it -> wished);
  }

  /** Whether it will run for ever as it is, and says when it is ready. */
  private static boolean isWell(WebApp app) {
    return !app.app().stopped()
        && app.target().readiness().isPresent()
        && Habit.of(app.target().command()).orElseThrow() == Habit.GOOD;
  }

  private WebEvent event(Ask ask, long call) {
    return switch (ask) {
      case DEPLOY -> new WebEvent.Deploy(name, spec, OptionalInt.of(instances), call);
      case SCALE -> new WebEvent.Scale(name, instances, call);
      case RESTART -> new WebEvent.Restart(name, "sim", call);
      case STOP -> new WebEvent.Stop(name, call);
      case ROLLBACK -> new WebEvent.Rollback(name, OptionalInt.empty(), "sim", call);
      case DELETE -> new WebEvent.Delete(name, call);
    };
  }

  // ---- what it is told

  /** Told that it is done, with this rollout, if not 0. */
  void done(long call, WebApp app, int rollout) {
    if (asked.isPresent() && call >= since) { // else it asked twice, and is answered twice
      Ask ask = asked.get();
      Violation.unless(
          isDone(ask, app, rollout),
          "webapp: the owner of %s was told of %s before it was durable",
          name,
          ask);
      over(ask);
    }
  }

  private boolean isDone(Ask ask, WebApp app, int rollout) {
    if (ask == Ask.DELETE) {
      return app == null || app.app().deleted();
    }
    return app != null
        && !app.app().deleted()
        && app.app().stopped() == (ask == Ask.STOP)
        && switch (ask) {
          case DEPLOY ->
              app.app().instances() == instances
                  && (rollout == 0
                      ? app.hasVersion(spec)
                      : leads(app, rollout, Rollout.Kind.DEPLOY)
                          && app.version(app.rollout(rollout).to()).saysSame(spec));
          case SCALE -> app.app().instances() == instances;
          case RESTART -> leads(app, rollout, Rollout.Kind.RESTART);
          case ROLLBACK -> rollout == 0 || leads(app, rollout, Rollout.Kind.ROLLBACK);
          case STOP -> true;
          case DELETE -> false;
        };
  }

  private static boolean leads(WebApp app, int rollout, Rollout.Kind kind) {
    Rollout known = app.rollout(rollout);
    return known != null && known.kind() == kind;
  }

  private void over(Ask ask) {
    asked = Optional.empty();
    if (ask == Ask.DEPLOY) {
      there = true;
    } else if (ask == Ask.DELETE) {
      there = false;
    }
  }

  /**
   * Told that it was not done. A former leader may have said so, which knows less: whatever is
   * durable counts.
   */
  void refused(long call, Reason why, WebApp app) {
    Optional<Ask> ask = asked.filter(any -> call >= since);
    Optional<Ask> settled =
        switch (why.code()) {
          case Reasons.UNKNOWN ->
              ask.filter(it -> it == Ask.ROLLBACK || it == Ask.DELETE && isDone(it, app, 0));
          case "APP_DELETED" -> Optional.empty();
          default -> throw new Violation("webapp: the owner of " + name + " was refused: " + why);
        };
    settled.ifPresent(this::over);
  }

  boolean hasAskedToDelete() {
    return !there || asked.filter(ask -> ask == Ask.DELETE).isPresent();
  }

  Optional<String> unsettled() {
    return asked.map(ask -> "webapp: the owner of " + name + " was never answered: " + ask);
  }
}
