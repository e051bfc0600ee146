package cuesta.framework.cron.engine;

import cuesta.framework.kit.Backoff;
import java.time.Duration;

/** Every bound of framework-cron, with its reason. Together they keep the store below 64 MiB. */
public final class CronLimits {
  /** What names of jobs look like: they are part of task ids, of paths and of keys. */
  public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  /** Jobs. */
  public static final int JOBS = 10_000;

  /** What one job's description may take. */
  public static final int SPEC_BYTES = 64 * 1024;

  /**
   * What all descriptions may take together: 1,200 bytes for each of the most jobs there may be.
   */
  public static final long SPECS_BYTES = 12L * 1024 * 1024;

  /** Lines of a ledger that are kept together. */
  public static final int SEGMENT = 16;

  /** Lines of a job's ledger that are kept. */
  public static final int LINES = 1_000;

  /** Lines of all ledgers, about; with many jobs each keeps fewer. */
  public static final int ALL_LINES = 160_000;

  /** Ended runs of a job that are kept. */
  public static final int HISTORY = 100;

  /** Ended runs of all jobs, about; with many jobs each keeps fewer. */
  public static final int ALL_HISTORY = 30_000;

  /** Runs of a job that may be open at a time, if they may overlap. */
  public static final int OPEN = 100;

  /** Runs that may be open at a time. */
  public static final int ALL_OPEN = 20_000;

  /**
   * Instants that are caught up at most; the newest ones, since they matter most. So many runs of a
   * job are open then, which all have to fit into one entry of the store.
   */
  public static final int CATCH_UP = 250;

  /** How late a missed instant may fire, unless its successor is due before. */
  public static final Duration LATEST = Duration.ofHours(1);

  /** Later than this, a run's lateness is worth a word; a swap that takes less is no outage. */
  public static final Duration PUNCTUAL = Duration.ofSeconds(1);

  /**
   * While it leads, whatever is decided within this time is decided as if in time: a collection of
   * garbage or a slow store is no outage.
   */
  public static final Duration PROMPT = Duration.ofSeconds(10);

  /** Jobs whose instants are decided in one step: one batch of the store. */
  public static final int AT_ONCE = 500;

  /** Runs launched in one step; what is left over is offered again at once. */
  public static final int LAUNCHES_AT_ONCE = 1_000;

  /** Launches of one attempt, if the ones before never started anything. */
  public static final int LAUNCHES = 3;

  /** Attempts after the first. */
  public static final int RETRIES = 100;

  /** The waits between attempts. */
  public static final Backoff WAITS = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

  /** What is kept of each of a run's two outputs. */
  public static final int OUTPUT_BYTES = 64 * 1024;

  /** What all kept outputs may take in the store, packed; the oldest give way. */
  public static final long OUTPUTS_BYTES = 16L * 1024 * 1024;

  /** How long not to be offered again what fits nobody who waits; new runs revive. */
  public static final Duration MISFIT = Duration.ofSeconds(5);

  /** How long not to be offered again what nobody waits for; new runs revive. */
  public static final Duration IDLE = Duration.ofHours(1);

  private CronLimits() {}

  /** Whole segments that a job keeps among so many. */
  static int segments(int jobs) {
    int lines = Math.max(SEGMENT, Math.min(LINES, ALL_LINES / Math.max(1, jobs)));
    return (lines + SEGMENT - 1) / SEGMENT;
  }

  /** Ended runs that a job keeps among so many. */
  static int history(int jobs) {
    return Math.max(2, Math.min(HISTORY, ALL_HISTORY / Math.max(1, jobs)));
  }
}
