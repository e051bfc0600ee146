package cuesta.testkit.guest;

import cuesta.framework.cron.engine.CronLimits;
import cuesta.framework.cron.engine.Decision;
import cuesta.framework.cron.engine.Entry;
import cuesta.framework.cron.engine.Job;
import cuesta.framework.cron.engine.Progress;
import cuesta.framework.cron.engine.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One job from its first word to its last, as the journal tells it: what it was, its ledger and its
 * runs, which have to go together whenever they are written.
 */
final class CronJob {
  private final CronLedger ledger;
  private final CronRuns runs;
  private final Map<Long, List<Entry>> segments = new TreeMap<>();
  private Job job;
  private Progress progress;

  CronJob(Job job, Truth truth) {
    this.job = job;
    ledger = new CronLedger(job);
    runs = new CronRuns(job.name(), job.tag(), truth);
    runs.follow(job.spec());
  }

  Job job() {
    return job;
  }

  CronRuns runs() {
    return runs;
  }

  /** How far it has come; null before that is first written. */
  Progress progress() {
    return progress;
  }

  boolean isDeleted() {
    return progress != null && progress.deleted();
  }

  /** How many instants it has decided on in that way. */
  long decided(Decision how) {
    return ledger.sum(how);
  }

  private String name() {
    return job.name();
  }

  void kept(Job now) {
    Violation.unless(
        now.revision() > job.revision() && now.created().equals(job.created()),
        "cron: %s was %s, and became %s",
        name(),
        job,
        now);
    job = now;
    ledger.follows(now);
    runs.follow(now.spec());
  }

  void kept(long segment, List<Entry> lines) {
    segments.put(segment, lines);
  }

  void removed(long segment) {
    segments.remove(segment);
  }

  /** How far it has come. Segments and ended runs of the same batch come before. */
  void kept(Progress now) {
    now.open().values().forEach(runs::kept);
    long tail = now.lines() - now.tail().size();
    while (ledger.size() < tail) {
      long number = ledger.size() / CronLimits.SEGMENT;
      Violation.unless(
          segments.containsKey(number), "cron: %s lost segment %s of its ledger", name(), number);
      written(now, number * CronLimits.SEGMENT, segments.get(number));
    }
    written(now, tail, now.tail());
    checkLedger(now, tail);
    runs.check(now);
    progress = now;
  }

  /** Each new line that fires names a run of its own. A job that goes drops what never ran. */
  private void written(Progress now, long from, List<Entry> lines) {
    for (Entry line : ledger.written(from, lines)) {
      Violation.unless(
          !line.decision().fires()
              || line.detail().equals(name() + "@" + line.first() + "#1")
                  && (runs.hasFor(line.first()) || now.deleted()),
          "cron: of %s, no run was begun for %s",
          name(),
          line);
    }
  }

  private void checkLedger(Progress now, long tail) {
    Violation.unless(
        now.cursor().equals(ledger.cursor()) && ledger.missing(now.cursor()) == 0,
        "cron: the cursor of %s is at %s, its ledger ends at %s",
        name(),
        now.cursor(),
        ledger.cursor());
    for (Decision decision : Decision.values()) {
      Violation.unless(
          now.tally().of(decision) == ledger.sum(decision),
          "cron: %s counts %s %s, its ledger has %s",
          name(),
          now.tally().of(decision),
          decision,
          ledger.sum(decision));
    }
    for (Run run : now.open().values()) {
      Violation.unless(
          run.manual() || ledger.hasFired(run.instant()),
          "cron: %s was begun, and the ledger does not know",
          run.id(name()));
    }
    long whole = segments.keySet().stream().filter(n -> n * CronLimits.SEGMENT < tail).count();
    long there = whole * CronLimits.SEGMENT + now.tail().size();
    Violation.unless(
        there >= Math.min(now.lines(), CronLimits.LINES),
        "cron: of the %s lines of %s, only %s are kept",
        now.lines(),
        name(),
        there);
  }

  /** What is not at its end though it was paused long ago. */
  Optional<String> unsettled() {
    if (progress == null || progress.paused().isEmpty()) {
      return Optional.of("cron: " + name() + " is not paused: " + progress);
    }
    if (!progress.open().isEmpty()) {
      Run first = progress.open().get(progress.open().firstKey());
      return Optional.of("cron: " + first.id(name()) + " has no end: " + first);
    }
    Instant paused = progress.paused().get();
    return ledger.missing(paused) == 0
        ? Optional.empty()
        : Optional.of("cron: " + name() + " did not decide on all instants up to " + paused);
  }
}
