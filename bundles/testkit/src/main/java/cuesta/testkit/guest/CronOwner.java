package cuesta.testkit.guest;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.engine.SplitMix;
import cuesta.framework.cron.engine.CronEvent;
import cuesta.framework.cron.engine.Spec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who owns the job of one name. Asks for one thing at a time, again and again until told that it is
 * done; then what was asked for has to be durable.
 */
final class CronOwner {
  private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "Australia/Lord_Howe");

  /** What is asked for. */
  private enum Ask {
    ADD,
    REPLACE,
    PAUSE,
    RESUME,
    RUN,
    DELETE
  }

  /** When: what owners want depends on it. */
  enum Time {
    /** Faults: all they may want. */
    STORM,
    /** No faults: whatever is paused goes on. */
    CALM,
    /** Everything has to come to its end: nothing more is due. */
    END
  }

  private final String name;
  private final boolean tireless;
  private Optional<Ask> asked = Optional.empty();
  private long since;
  private Spec spec;
  private boolean there;
  private boolean paused;

  /** A tireless owner has one job for ever, which is due each second. */
  CronOwner(String name, boolean tireless) {
    this.name = name;
    this.tireless = tireless;
  }

  String name() {
    return name;
  }

  /** The owner's turn; what it asks for now, if anything, goes by a number. */
  Optional<CronEvent> act(Time time, SplitMix random, long call) {
    if (asked.isEmpty()) {
      asked = wish(time, random);
      since = call;
      if (asked.filter(ask -> ask == Ask.ADD || ask == Ask.REPLACE).isPresent()) {
        spec = spec(random);
      }
    }
    return random.chance(0.3) ? asked.map(ask -> event(ask, call)) : Optional.empty();
  }

  private Optional<Ask> wish(Time time, SplitMix random) {
    return switch (time) {
      case STORM -> there ? change(random) : perhaps(Ask.ADD, random.chance(0.1));
      case CALM -> perhaps(Ask.RESUME, there && paused);
      case END -> perhaps(Ask.PAUSE, there && !paused);
    };
  }

  private Optional<Ask> change(SplitMix random) {
    if (paused && random.chance(0.05)) {
      return Optional.of(Ask.RESUME);
    }
    return switch (random.below(tireless ? 4_000 : 400)) {
      case 0, 1, 2, 3 -> Optional.of(Ask.PAUSE);
      case 4, 5, 6, 7 -> Optional.of(Ask.RUN);
      case 8, 9 -> perhaps(Ask.REPLACE, !tireless);
      case 10 -> perhaps(Ask.DELETE, !tireless);
      default -> Optional.empty();
    };
  }

  private static Optional<Ask> perhaps(Ask ask, boolean wished) {
    return Optional.of(ask).filter(it -> wished);
  }

  private CronEvent event(Ask ask, long call) {
    return switch (ask) {
      case ADD -> new CronEvent.Put(spec, CronEvent.Mode.ADD, call);
      case REPLACE -> new CronEvent.Put(spec, CronEvent.Mode.EITHER, call);
      case PAUSE -> new CronEvent.Pause(name, call);
      case RESUME -> new CronEvent.Resume(name, call);
      case RUN -> new CronEvent.RunNow(name, call);
      case DELETE -> new CronEvent.Delete(name, call);
    };
  }

  private Spec spec(SplitMix random) {
    boolean timed = random.chance(0.4);
    return new Spec(
        name,
        schedule(random),
        ZONES.get(random.below(ZONES.size())),
        List.of("work"),
        false,
        tireless ? 50 : 100L * (1 + random.below(4)),
        32_000L * (1 + random.below(4)),
        0,
        new TreeMap<>(),
        "",
        tireless || random.chance(0.5) ? Spec.Overlap.ALLOW : Spec.Overlap.FORBID,
        Spec.CatchUp.values()[random.below(Spec.CatchUp.values().length)],
        random.below(4),
        timed ? Optional.of(Duration.ofSeconds(2 + random.below(15))) : Optional.empty(),
        Duration.ofSeconds(random.below(4)),
        "sim");
  }

  private String schedule(SplitMix random) {
    if (tireless) {
      return "@every 1s";
    }
    return switch (random.below(5)) {
      case 0 -> "* * * * *";
      case 1 -> "*/2 * * * *";
      default -> "@every " + (5 + random.below(36)) + "s";
    };
  }

  // ---- what it is told

  /** Told that it is done; {@code job} is what is durable of the job then, null if nothing. */
  void done(long call, CronJob job, long run) {
    if (asked.isPresent() && call >= since) { // else it asked twice, and is answered twice
      Ask ask = asked.get();
      Violation.unless(
          isDone(ask, job, run),
          "cron: the owner of %s was told of %s before it was durable",
          name,
          ask);
      over(ask);
    }
  }

  private boolean isDone(Ask ask, CronJob job, long run) {
    if (ask == Ask.DELETE) {
      return job == null || job.isDeleted();
    }
    return job != null
        && job.progress() != null
        && switch (ask) {
          case ADD, REPLACE -> job.job().spec().equals(spec);
          case PAUSE -> job.progress().paused().isPresent();
          case RESUME -> job.progress().paused().isEmpty();
          case RUN -> job.runs().get(run) != null && job.runs().get(run).manual();
          case DELETE -> false;
        };
  }

  private void over(Ask ask) {
    asked = Optional.empty();
    switch (ask) {
      case ADD -> {
        there = true;
        paused = false;
      }
      case PAUSE -> paused = true;
      case RESUME -> paused = false;
      case DELETE -> there = false;
      case REPLACE, RUN -> {}
    }
  }

  /**
   * Told that it was not done. A former leader may have said so, which knows less: whatever is
   * durable counts.
   */
  void refused(long call, Reason why, CronJob job) {
    Optional<Ask> ask = asked.filter(any -> call >= since);
    Optional<Ask> settled =
        switch (why.code()) {
          case "JOB_EXISTS" -> ask.filter(it -> it == Ask.ADD && isDone(it, job, 0));
          case Reasons.UNKNOWN -> ask.filter(it -> it == Ask.DELETE && isDone(it, job, 0));
          case "RUN_OPEN" -> ask.filter(it -> it == Ask.RUN);
          case "JOB_DELETED" -> Optional.empty();
          default -> throw new Violation("cron: the owner of " + name + " was refused: " + why);
        };
    settled.ifPresent(this::over);
  }

  boolean hasAskedToDelete() {
    return !there || asked.filter(ask -> ask == Ask.DELETE).isPresent();
  }

  Optional<String> unsettled() {
    return asked.map(ask -> "cron: the owner of " + name + " was never answered: " + ask);
  }

  boolean isThere() {
    return there;
  }
}
