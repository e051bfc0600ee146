package cuesta.framework.cron.engine;

import cuesta.engine.Table;
import java.util.Map;

/** What changes do to the state, on the live path as after a restart. */
final class Replay {
  private Replay() {}

  static CronState apply(CronState state, CronChange change) {
    Row row = state.rows().get(change.name());
    if (change instanceof CronChange.JobKept kept) {
      return state.with(kept.name(), row == null ? Row.of(kept.job()) : row.with(kept.job()));
    }
    if (row == null) {
      return state; // of a job that is gone
    }
    return switch (change) {
      case CronChange.JobKept kept -> state;
      case CronChange.JobGone gone -> state.with(gone.name(), null);
      case CronChange.Moved moved -> state.with(row.name(), row.with(open(row, moved.progress())));
      case CronChange.MovedGone gone -> state;
      case CronChange.SegmentKept kept ->
          state.with(
              row.name(), row.withSegments(row.segments().with(kept.number(), kept.lines())));
      case CronChange.SegmentGone gone ->
          state.with(row.name(), row.withSegments(row.segments().without(gone.number())));
      case CronChange.RunKept kept ->
          state.with(
              row.name(), row.withHistory(row.history().with(kept.run().number(), kept.run())));
      case CronChange.RunGone gone ->
          state.with(row.name(), row.withHistory(row.history().without(gone.number())));
      case CronChange.OutputKept kept -> output(state, row, kept);
      case CronChange.OutputGone gone -> noOutput(state, row, gone.number());
    };
  }

  /** An end that was kept while the progress that lacks the run was not: the end counts. */
  private static Progress open(Row row, Progress progress) {
    Progress next = progress;
    for (Map.Entry<Long, Run> open : progress.open()) {
      Run ended = row.history().get(open.getKey());
      if (ended != null) {
        next = next.ended(ended);
      }
    }
    return next;
  }

  private static CronState output(CronState state, Row row, CronChange.OutputKept kept) {
    CronState base = noOutput(state, row, kept.number());
    CronState.OutputKey key = key(row, kept.number());
    int bytes = kept.output().packed();
    return key == null
        ? base
        : base.withOutputs(base.outputs().with(key, bytes), base.totals().outputBytes() + bytes);
  }

  private static CronState noOutput(CronState state, Row row, long number) {
    CronState.OutputKey key = key(row, number);
    Integer bytes = key == null ? null : state.outputs().get(key);
    Table<CronState.OutputKey, Integer> outputs = state.outputs();
    return bytes == null
        ? state
        : state.withOutputs(outputs.without(key), state.totals().outputBytes() - bytes);
  }

  private static CronState.OutputKey key(Row row, long number) {
    Run run = row.history().get(number);
    return run == null ? null : CronState.OutputKey.of(row.name(), run);
  }
}
