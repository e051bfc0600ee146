package cuesta.testkit.guest;

import cuesta.api.TaskId;
import cuesta.framework.cron.engine.CronLimits;
import cuesta.framework.cron.engine.Progress;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.cron.engine.Spec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All runs that one job ever had, also those that it has forgotten: one for an instant at most, and
 * as many attempts of each as its owner wants.
 */
final class CronRuns {
  private final String job;
  private final String unit;
  private final Truth truth;
  private final TreeMap<Long, Run> runs = new TreeMap<>();

  /** Those whose end is not written: dropped with their job before they ran, or too old to keep. */
  private final TreeSet<Long> unseen = new TreeSet<>();

  /** Those whose end was written in the present batch. */
  private final TreeSet<Long> fresh = new TreeSet<>();

  /** Ends that were written before the job's progress, in the batch before that one's. */
  private final Map<Long, Run> ahead = new TreeMap<>();

  private final Map<Instant, Long> byInstant = new TreeMap<>();
  private final Map<TaskId, Run> byTask = new TreeMap<>();
  private final TreeSet<TaskId> running = new TreeSet<>();
  private boolean overlaps;
  private boolean timed;
  private int leastRetries = Integer.MAX_VALUE;
  private int mostRetries;
  private int ended;

  /** Units of work are told from those of other jobs by a tag. */
  CronRuns(String job, String tag, Truth truth) {
    this.job = job;
    this.truth = truth;
    unit = job + "-" + tag + "/";
  }

  /**
   * What the owner wants from now on; runs that are open may still go by what was wanted before.
   */
  void follow(Spec spec) {
    overlaps |= spec.overlap() == Spec.Overlap.ALLOW;
    timed |= spec.timeout().isPresent();
    leastRetries = Math.min(leastRetries, spec.retries());
    mostRetries = Math.max(mostRetries, spec.retries());
  }

  int count() {
    return runs.size();
  }

  /** A run by its number; null if there never was one. */
  Run get(long number) {
    return runs.get(number);
  }

  /** Whether a task belongs or belonged to one of them. */
  boolean has(TaskId task) {
    return byTask.containsKey(task);
  }

  /** What was written last of the run of a task; null if it is of another job, or not kept. */
  Run get(TaskId task) {
    Run known = byTask.get(task);
    return known == null || unseen.contains(known.number()) ? null : runs.get(known.number());
  }

  boolean hasFor(Instant instant) {
    return byInstant.containsKey(instant);
  }

  /** What is written of a run, open or ended. */
  void kept(Run run) {
    Run before = runs.put(run.number(), run);
    if (isAhead(before, run)) {
      ahead.put(run.number(), before);
      ended--;
      return;
    }
    Violation.unless(
        before == null
            || before.attempt() <= run.attempt()
                && before.instant().equals(run.instant())
                && (before.ended().isEmpty() || before.ended().equals(run.ended())),
        "cron: of %s, %s became %s",
        job,
        before,
        run);
    if (!run.manual()) {
      Violation.unless(
          !run.begun().isBefore(run.instant()),
          "cron: %s was begun at %s, before it was due",
          run.id(job),
          run.begun());
      Long other = byInstant.put(run.instant(), run.number());
      Violation.unless(
          other == null || other == run.number(),
          "cron: %s decided twice on %s: runs %s and %s",
          job,
          run.instant(),
          other,
          run.number());
    }
    if (run.launch().at().isPresent()) {
      truth.intends(unit + run.number(), run.launch().task());
      byTask.put(run.launch().task(), run);
    }
    if (run.ended().isPresent() && (before == null || before.ended().isEmpty())) {
      ended++;
      fresh.add(run.number());
      ahead.remove(run.number());
    }
  }

  /** A step too large for one batch is split: its end is there, the progress is not yet. */
  private boolean isAhead(Run before, Run run) {
    return before != null
        && before.ended().isPresent()
        && run.ended().isEmpty()
        && run.attempt() == before.attempt()
        && fresh.contains(run.number());
  }

  /** All that became durable together was told. */
  void written() {
    fresh.clear();
  }

  /** Whether what a job says of its runs goes with them. */
  void check(Progress now) {
    for (Run run : List.copyOf(ahead.values())) {
      if (!now.open().has(run.number())) {
        kept(run);
      }
    }
    for (Run run : runs.values()) {
      if (isOpen(run) && !now.open().has(run.number())) {
        Violation.unless(
            now.deleted() || isOlderThanHistory(run), "cron: %s is forgotten", run.id(job));
        unseen.add(run.number());
        ended += now.deleted() ? 0 : 1;
      }
      Violation.unless(
          isOpen(run) == now.open().has(run.number()),
          "cron: %s went on after its end",
          run.id(job));
    }
    Violation.unless(
        now.tally().succeeded() + now.tally().failed() == ended,
        "cron: %s counts %s, and %s runs have ended",
        job,
        now.tally(),
        ended);
  }

  private boolean isOpen(Run run) {
    return run.ended().isEmpty() && !unseen.contains(run.number());
  }

  /** A run that ends behind so many others is not kept at all. */
  private boolean isOlderThanHistory(Run run) {
    return runs.tailMap(run.number(), false).values().stream()
            .filter(later -> later.ended().isPresent())
            .count()
        >= CronLimits.HISTORY;
  }

  // ---- what is true

  void started(TaskId task) {
    running.add(task);
    Violation.unless(
        overlaps || running.size() == 1, "cron: %s run beside each other, of %s", running, job);
  }

  void ended(TaskId task) {
    running.remove(task);
  }

  boolean isRunning() {
    return !running.isEmpty();
  }

  /** Whether what is said of ends is true, and attempts were made as often as is wanted. */
  void judge(boolean deleted) {
    byTask.forEach(this::judgeAttempt);
    for (Run run : runs.values()) {
      boolean last = run.succeeded() || run.attempt() > leastRetries || deleted;
      Violation.unless(
          run.attempt() <= 1 + mostRetries && (run.ended().isEmpty() || last),
          "cron: %s was tried too often, or too seldom",
          run.id(job));
      if (run.ended().isPresent()) {
        boolean stopped = run.stop() != Run.Stop.NO;
        truth.judge(run.launch().task(), run.launch().state(), run.exit(), stopped);
      }
    }
  }

  /** A success is not followed by another attempt, unless it took too long. */
  private void judgeAttempt(TaskId task, Run then) {
    boolean repeated = runs.get(then.number()).attempt() > then.attempt();
    Violation.unless(
        !repeated || timed || !truth.hasSucceeded(task),
        "cron: %s succeeded, and was tried again",
        task);
  }
}
