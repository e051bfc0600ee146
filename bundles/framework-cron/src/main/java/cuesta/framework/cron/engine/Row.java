package cuesta.framework.cron.engine;

import cuesta.engine.Table;
import cuesta.framework.cron.schedule.Schedule;
import cuesta.framework.cron.schedule.Schedules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of one job.
 *
 * @param job the job
 * @param schedule its schedule
 * @param progress how far it has come
 * @param next the instant that is decided next; empty if it is not active
 * @param segments older lines of its ledger, {@link CronLimits#SEGMENT} each, by number
 * @param history runs that have ended, by number
 */
public record Row(
    Job job,
    Schedule schedule,
    Progress progress,
    Optional<Instant> next,
    Table<Long, List<Entry>> segments,
    Table<Long, Run> history) {

  static Row of(Job job) {
    Schedule schedule =
        Schedules.parse(job.spec().schedule(), Schedules.zone(job.spec().zone()), job.anchor());
    return new Row(
        job,
        schedule,
        Progress.from(job.anchor()),
        schedule.after(job.anchor()),
        Table.empty(),
        Table.empty());
  }

  Row with(Job changed) {
    boolean same =
        changed.anchor().equals(job.anchor())
            && changed.spec().schedule().equals(job.spec().schedule())
            && changed.spec().zone().equals(job.spec().zone());
    Schedule when = same ? schedule : of(changed).schedule();
    return new Row(changed, when, progress, next(when, progress), segments, history);
  }

  Row with(Progress now) {
    boolean same = now.cursor().equals(progress.cursor()) && now.isActive() == progress.isActive();
    return new Row(job, schedule, now, same ? next : next(schedule, now), segments, history);
  }

  private static Optional<Instant> next(Schedule schedule, Progress progress) {
    return progress.isActive() ? schedule.after(progress.cursor()) : Optional.empty();
  }

  Row withSegments(Table<Long, List<Entry>> now) {
    return new Row(job, schedule, progress, next, now, history);
  }

  Row withHistory(Table<Long, Run> now) {
    return new Row(job, schedule, progress, next, segments, now);
  }

  /**
   * Its name.
   *
   * @return the name
   */
  public String name() {
    return job.name();
  }

  /**
   * Lines of its ledger.
   *
   * @param most how many at most
   * @return the newest first
   */
  public List<Entry> ledger(int most) {
    List<Entry> lines = new ArrayList<>(progress.tail().reversed());
    // A crash may leave a segment behind whose lines are still in the tail.
    long whole = (progress.lines() - progress.tail().size()) / CronLimits.SEGMENT;
    List<List<Entry>> older = new ArrayList<>();
    for (Map.Entry<Long, List<Entry>> segment : segments) {
      if (segment.getKey() < whole) {
        older.add(segment.getValue());
      }
    }
    for (List<Entry> segment : older.reversed()) {
      if (lines.size() >= most) {
        break;
      }
      lines.addAll(segment.reversed());
    }
    return lines.subList(0, Math.min(most, lines.size()));
  }

  /**
   * Runs that are open or kept.
   *
   * @param most how many at most
   * @return the newest first
   */
  public List<Run> runs(int most) {
    List<Run> runs = new ArrayList<>();
    progress.open().values().forEach(runs::add);
    history.values().forEach(runs::add);
    runs.sort(Comparator.comparingLong(Run::number).reversed());
    return runs.subList(0, Math.min(most, runs.size()));
  }

  /**
   * The newest run that has ended and is kept.
   *
   * @return the run; null if there is none
   */
  public Run last() {
    return history.isEmpty() ? null : history.get(history.lastKey());
  }

  /**
   * Whether an open run may be launched: not while it waits for another attempt, and not behind
   * another one if runs must not overlap.
   *
   * @param run an open run of this job
   * @return true if so, also once it is launched
   */
  public boolean isEligible(Run run) {
    return run.until().isEmpty()
        && (job.spec().overlap() == Spec.Overlap.ALLOW
            || run.launch().isLive()
            || progress.open().firstKey() == run.number());
  }
}
