package cuesta.framework.cron.engine;

import cuesta.engine.Change;
import java.util.List;

/** What is kept: each change is one entry of the store, written or removed. */
public sealed interface CronChange extends Change {
  /**
   * The job's name.
   *
   * @return of which job
   */
  String name();

  /**
   * A job is as its owner says.
   *
   * @param job the job
   */
  record JobKept(Job job) implements CronChange {
    @Override
    public String name() {
      return job.name();
    }
  }

  /**
   * A job is gone.
   *
   * @param name which
   */
  record JobGone(String name) implements CronChange {}

  /**
   * A job has come so far.
   *
   * @param name which
   * @param progress how far
   */
  record Moved(String name, Progress progress) implements CronChange {}

  /**
   * Nothing is known of how far a job has come.
   *
   * @param name which
   */
  record MovedGone(String name) implements CronChange {}

  /**
   * Older lines of a ledger.
   *
   * @param name of which job
   * @param number which segment, from 0
   * @param lines {@link CronLimits#SEGMENT} lines
   */
  record SegmentKept(String name, long number, List<Entry> lines) implements CronChange {
    /** Copies the list. */
    public SegmentKept {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Older lines of a ledger are not kept any more.
   *
   * @param name of which job
   * @param number which segment
   */
  record SegmentGone(String name, long number) implements CronChange {}

  /**
   * A run has ended.
   *
   * @param name of which job
   * @param run the run
   */
  record RunKept(String name, Run run) implements CronChange {}

  /**
   * A run is not kept any more.
   *
   * @param name of which job
   * @param number which
   */
  record RunGone(String name, long number) implements CronChange {}

  /**
   * The output of a run.
   *
   * @param name of which job
   * @param number which run
   * @param output as it is kept; its bytes only on their way into the store
   */
  record OutputKept(String name, long number, Packed output) implements CronChange {}

  /**
   * The output of a run is not kept any more.
   *
   * @param name of which job
   * @param number which run
   */
  record OutputGone(String name, long number) implements CronChange {}
}
