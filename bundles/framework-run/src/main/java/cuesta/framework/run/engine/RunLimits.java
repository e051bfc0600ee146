package cuesta.framework.run.engine;

import java.time.Duration;

/** Every bound of framework-run, with its reason. */
public final class RunLimits {
  /**
   * Ended runs that are kept, so that a client which lost its connection still learns the status.
   */
  public static final int ENDED = 1_000;

  /**
   * What one run may take in the store: far more than a command line and its environment need, and
   * many fit into a batch.
   */
  public static final int RUN_BYTES = 64 * 1024;

  /**
   * What runs that have not ended may take together; with {@link #ENDED_BYTES} it stays below the
   * store's 64 MiB.
   */
  public static final long OPEN_BYTES = 40L * 1024 * 1024;

  /** What ended runs may take together; beyond it fewer than {@link #ENDED} are kept. */
  public static final long ENDED_BYTES = 16L * 1024 * 1024;

  /** Launches of one run, if the ones before never started anything. */
  public static final int ATTEMPTS = 3;

  /** Runs launched in one step; what is left over is offered again at once. */
  public static final int AT_ONCE = 1_000;

  /**
   * How long not to be offered again what fits nobody who waits; new requests revive, and more
   * resources are offered anyway.
   */
  public static final Duration MISFIT = Duration.ofSeconds(5);

  /** How long not to be offered again what nobody waits for; new requests revive. */
  public static final Duration IDLE = Duration.ofHours(1);

  private RunLimits() {}
}
