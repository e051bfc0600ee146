package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.framework.kit.Brief;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An application as it should be, and how far it has come.
 *
 * @param name its name, see {@link WebLimits#NAME}
 * @param tag tells this application from an earlier one of the name; part of its task ids
 * @param created when
 * @param aim how many instances there should be
 * @param course which they should be
 * @param count instances so far
 * @param crash why and when instances wait before they start
 * @param rollouts the last ones, the newest last
 */
public record App(
    String name,
    String tag,
    Instant created,
    Aim aim,
    Course course,
    long count,
    Crash crash,
    List<Rollout> rollouts) {

  /** Copies the list. */
  public App {
    rollouts = List.copyOf(rollouts);
  }

  /**
   * How many instances there should be.
   *
   * @param instances how many, if it is neither stopped nor deleted
   * @param stopped whether there should be none for now
   * @param deleted whether it goes as soon as its last instance has gone
   */
  public record Aim(int instances, boolean stopped, boolean deleted) {}

  /**
   * Which instances there should be.
   *
   * @param target the version that should run
   * @param stable the version that was ready last; 0 if none ever was
   * @param generation raised by each restart: instances of an earlier one are replaced
   */
  public record Course(int target, int stable, int generation) {}

  /**
   * How instances failed.
   *
   * @param failures in a row; each doubles the wait before the next start
   * @param until no instance starts before; empty if none has to wait
   * @param task the task that failed last; empty if none did
   * @param why why it ended
   * @param at when
   * @param output the end of what it wrote, once fetched
   */
  public record Crash(
      int failures,
      Optional<Instant> until,
      String task,
      Optional<Reason> why,
      Optional<Instant> at,
      String output) {
    /** Nothing failed. */
    public static final Crash NONE =
        new Crash(0, Optional.empty(), "", Optional.empty(), Optional.empty(), "");

    /** Cuts the texts. */
    public Crash {
      why = Brief.reason(why);
      output =
          output.length() <= WebLimits.OUTPUT
              ? output
              : output.substring(output.length() - WebLimits.OUTPUT);
    }

    /** Another that did not do, though it did not end by itself. */
    Crash of(String which, Reason reason, Instant when) {
      return new Crash(failures, until, which, Optional.of(reason), Optional.of(when), "");
    }

    Crash written(String text) {
      return new Crash(failures, until, task, why, at, text);
    }

    /** The wait is over; another failure waits longer. */
    Crash waited() {
      return new Crash(failures, Optional.empty(), task, why, at, output);
    }

    /** Those that failed were long ago; who waits goes on waiting. */
    Crash first() {
      return new Crash(0, until, task, why, at, output);
    }

    /** Starts may begin at once; what failed last is still told. */
    Crash forgiven() {
      return new Crash(0, Optional.empty(), task, why, at, output);
    }
  }

  /**
   * How many instances there should be when it is not stopped.
   *
   * @return see {@link Aim}
   */
  public int instances() {
    return aim.instances();
  }

  /**
   * Whether there should be none for now.
   *
   * @return see {@link Aim}
   */
  public boolean stopped() {
    return aim.stopped();
  }

  /**
   * Whether it goes as soon as its last instance has gone.
   *
   * @return see {@link Aim}
   */
  public boolean deleted() {
    return aim.deleted();
  }

  /**
   * The version that should run.
   *
   * @return see {@link Course}
   */
  public int target() {
    return course.target();
  }

  /**
   * The version that was ready last.
   *
   * @return see {@link Course}
   */
  public int stable() {
    return course.stable();
  }

  /**
   * What instances have to be of.
   *
   * @return see {@link Course}
   */
  public int generation() {
    return course.generation();
  }

  /**
   * How many instances there should be now.
   *
   * @return 0 if it is stopped or deleted
   */
  public int wanted() {
    return stopped() || deleted() ? 0 : instances();
  }

  /**
   * The rollout that is under way, or was last.
   *
   * @return empty before the first
   */
  public Optional<Rollout> rollout() {
    return rollouts.isEmpty() ? Optional.empty() : Optional.of(rollouts.getLast());
  }

  /**
   * The rollout that is under way.
   *
   * @return empty if none is
   */
  public Optional<Rollout> running() {
    return rollout().filter(Rollout::isRunning);
  }

  static App begun(String name, String tag, Instant now, int instances) {
    Aim aim = new Aim(instances, false, false);
    return new App(name, tag, now, aim, new Course(0, 0, 1), 0, Crash.NONE, List.of());
  }

  App scaled(int to) {
    return with(new Aim(to, false, deleted()));
  }

  App stopped(boolean now) {
    return with(new Aim(instances(), now, deleted()));
  }

  App goes() {
    return with(new Aim(instances(), stopped(), true));
  }

  /** It is wanted again before it has gone; what it was is of no interest any more. */
  App revived(int instances) {
    return with(new Aim(instances, false, false)).stableAt(0).with(Crash.NONE);
  }

  App at(int version, int newGeneration) {
    return with(new Course(version, stable(), newGeneration));
  }

  App stableAt(int version) {
    return with(new Course(target(), version, generation()));
  }

  private App with(Aim next) {
    return new App(name, tag, created, next, course, count, crash, rollouts);
  }

  private App with(Course next) {
    return new App(name, tag, created, aim, next, count, crash, rollouts);
  }

  App counted(long now) {
    return new App(name, tag, created, aim, course, now, crash, rollouts);
  }

  App with(Crash now) {
    return new App(name, tag, created, aim, course, count, now, rollouts);
  }

  /** With a rollout that is new, or the last one as it is now. */
  App with(Rollout rollout) {
    List<Rollout> all = new ArrayList<>(rollouts);
    all.removeIf(one -> one.number() == rollout.number());
    all.add(rollout);
    while (all.size() > WebLimits.ROLLOUTS) {
      all.removeFirst();
    }
    return new App(name, tag, created, aim, course, count, crash, all);
  }
}
