package cuesta.framework.ci.engine;

import cuesta.framework.kit.Backoff;
import java.time.Duration;

/** Every bound of framework-ci, with its reason. Together they keep the store below 64 MiB. */
public final class CiLimits {
  /** Jobs of one pipeline, as GitLab's. */
  public static final int JOBS = 500;

  /** What one job may take in the store: what it leaves behind has to fit in beside it. */
  public static final int JOB_BYTES = 128 * 1024;

  /** What the variables and texts of one pipeline may take in the store. */
  public static final int PIPELINE_BYTES = 128 * 1024;

  /** What a commit's message may take in the store, where it is kept up to four times. */
  public static final int MESSAGE = 16 * 1024;

  /** What one pipeline with all its jobs may take. */
  public static final int LINE_BYTES = 8 * 1024 * 1024;

  /** Pipelines that may be open at a time. */
  public static final int OPEN = 1_000;

  /** Pipelines of one project that are kept besides the open ones; the oldest give way. */
  public static final int KEPT_OF_PROJECT = 100;

  /** Pipelines that are kept besides the open ones; the oldest give way. */
  public static final int KEPT = 2_000;

  /** What all pipelines may take in the store; the oldest that are over give way. */
  public static final long BYTES = 48L * 1024 * 1024;

  /** Earlier attempts of a job that are kept. */
  public static final int ATTEMPTS = 10;

  /** Launches of one attempt, if the ones before never started anything. */
  public static final int LAUNCHES = 3;

  /** Jobs launched in one step; what is left over is offered again at once. */
  public static final int LAUNCHES_AT_ONCE = 1_000;

  /** Jobs that are looked at in one step because their time has come. */
  public static final int AT_ONCE = 200;

  /** How often is asked for a log, or for what a job leaves behind. */
  public static final int TRIES = 6;

  /** The waits between these. */
  public static final Backoff WAITS = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  /** How long a script with {@code after_script} may take to end, as GitLab's. */
  public static final Duration AFTER = Duration.ofMinutes(5);

  /** How long any other may. */
  public static final Duration GRACE = Duration.ofSeconds(10);

  /** How much longer an agent that cannot be reached may be silent about a job that has to end. */
  public static final Duration STUCK = Duration.ofMinutes(1);

  /** How long artifacts are kept that do not say so, as GitLab's. */
  public static final Duration EXPIRE = Duration.ofDays(30);

  /** How long artifacts are kept at most: as good as for ever, and still a date. */
  public static final Duration NEVER = Duration.ofDays(36_500);

  /** How much longer the artifacts of the last pipeline of a branch are kept each time. */
  public static final Duration LONGER = Duration.ofDays(1);

  /** Caches of one project; the least recently used give way. */
  public static final int CACHES = 100;

  /** What the caches of one project may have together, packed; likewise. */
  public static final long CACHE_BYTES = 10L * 1024 * 1024 * 1024;

  /** How exactly is known when a cache was used. */
  public static final Duration TOUCHED = Duration.ofHours(1);

  /** Characters of the key of a cache. */
  public static final int CACHE_KEY = 250;

  /** Variables of one job for later ones. */
  public static final int DOTENV = 100;

  /** What these may take. */
  public static final int DOTENV_BYTES = 16 * 1024;

  /** Tests that failed that are kept of one job. */
  public static final int FAILING = 20;

  /** Characters of the name, and of the message, of a test that failed. */
  public static final int TEST_TEXT = 200;

  /** How long not to be offered again what fits nobody who waits; new jobs revive. */
  public static final Duration MISFIT = Duration.ofSeconds(5);

  /** How long not to be offered again what nobody waits for; new jobs revive. */
  public static final Duration IDLE = Duration.ofHours(1);

  private CiLimits() {}

  /**
   * How long a job may take to end when it is told to.
   *
   * @param job a job
   * @return until it is killed
   */
  public static Duration grace(Job job) {
    return job.spec().script().after().isEmpty() ? GRACE : AFTER;
  }
}
