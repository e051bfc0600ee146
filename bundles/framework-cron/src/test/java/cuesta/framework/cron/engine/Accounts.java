package cuesta.framework.cron.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.framework.TaskInfo;
import cuesta.framework.cron.schedule.Schedule;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Books that are kept beside the engine's, and compared with them. */
final class Accounts {
  /** The largest output there is: much larger than in life, so that others have to give way. */
  static final int OUTPUT = 6_000_000;

  /** A job whose runs never overlap, whatever becomes of it. */
  static final String SINGLE = "a";

  /** Up to when instants were counted, and how many there were, when a revision came to be. */
  private record Base(Schedule schedule, Instant from, long before) {
    long upTo(Instant cursor) {
      return before + schedule.count(from, cursor);
    }
  }

  private final Map<String, Base> bases = new TreeMap<>();
  private final Set<String> attempts = new HashSet<>();

  /** A task left for an agent: never another one for the same attempt, unless it is a relaunch. */
  void launched(TaskInfo task) {
    assertTrue(attempts.add(task.id().value()), () -> task.id() + " is launched twice");
  }

  void check(Bench bench) {
    CronState state = bench.state();
    int open = 0;
    long bytes = 0;
    long specs = 0;
    for (Row row : state.rows().values()) {
      instants(row);
      runs(row);
      ledger(row);
      assertEquals(row.next().orElse(null), state.due().times().get(row.name()));
      open += row.progress().open().size();
      specs += row.job().spec().weight();
    }
    for (int size : state.outputs().values()) {
      bytes += size;
    }
    assertEquals(new CronState.Totals(specs, bytes, open), state.totals());
    // A crash may come between an output and what gives way to it.
    long most = CronLimits.OUTPUTS_BYTES + OUTPUT;
    assertTrue(bytes <= most, () -> "outputs of " + state.totals());
    outputs(state);
  }

  /** Each instant has its fate, and no instant two. */
  private void instants(Row row) {
    long decided = 0;
    for (long count : row.progress().tally().decisions().values()) {
      decided += count;
    }
    Job job = row.job();
    String last = job.name() + "/" + job.tag() + "/" + (job.revision() - 1);
    String key = job.name() + "/" + job.tag() + "/" + job.revision();
    Base before = bases.get(last);
    Base base =
        before == null
            ? new Base(row.schedule(), job.anchor(), 0)
            : before.schedule().equals(row.schedule())
                ? before
                : new Base(row.schedule(), job.anchor(), before.upTo(job.anchor()));
    bases.put(key, base);
    assertEquals(base.upTo(row.progress().cursor()), decided, job::toString);
  }

  private static void runs(Row row) {
    Progress progress = row.progress();
    Tally tally = progress.tally();
    long fired = tally.of(Decision.FIRED) + tally.of(Decision.LATE) + tally.of(Decision.CAUGHT_UP);
    assertTrue(fired <= progress.runs());
    if (!progress.deleted()) {
      assertEquals(progress.runs(), tally.succeeded() + tally.failed() + progress.open().size());
    }
    Set<Instant> instants = new TreeSet<>();
    for (Run run : row.runs(Integer.MAX_VALUE)) {
      assertTrue(run.manual() || instants.add(run.instant()), run::toString);
      assertFalse(row.history().has(run.number()) && progress.open().has(run.number()));
    }
    long begun = 0;
    for (Run run : progress.open().values()) {
      begun += row.isEligible(run) ? 1 : 0;
    }
    assertTrue(begun <= 1 || !row.name().equals(SINGLE), progress::toString);
    int most = Math.max(CronLimits.CATCH_UP, CronLimits.OPEN);
    assertTrue(progress.open().size() <= most + 1, () -> progress.open().size() + " open");
    assertTrue(row.history().size() <= CronLimits.HISTORY + 1);
  }

  private static void ledger(Row row) {
    List<Entry> lines = row.ledger(Integer.MAX_VALUE);
    assertTrue(row.progress().tail().size() <= CronLimits.SEGMENT);
    Instant newer = null;
    for (Entry line : lines) {
      assertFalse(line.first().isAfter(line.last()), line::toString);
      assertEquals(line.count() == 1, line.first().equals(line.last()), line::toString);
      assertTrue(newer == null || line.last().isBefore(newer), line::toString);
      newer = line.first();
    }
    assertTrue(
        lines.size() == row.progress().lines() || lines.size() >= CronLimits.LINES,
        () -> lines.size() + " of " + row.progress().lines());
  }

  /** What is promised is there, and what is there belongs to a run. */
  private static void outputs(CronState state) {
    for (CronState.OutputKey key : state.outputs().keys()) {
      assertTrue(state.rows().get(key.job()).history().has(key.number()), key::toString);
    }
    for (Row row : state.rows().values()) {
      for (Run run : row.history().values()) {
        assertTrue(
            run.output() != Run.Output.KEPT
                || state.outputs().has(CronState.OutputKey.of(row.name(), run)),
            run::toString);
      }
    }
  }
}
