package cuesta.framework.webapp.engine;

import cuesta.framework.kit.Backoff;
import java.time.Duration;

/** Every bound of framework-webapp, with its reason. Together they keep the store below 64 MiB. */
public final class WebLimits {
  /** What names of applications look like: labels of DNS, since they are parts of host names. */
  public static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  /** Applications. */
  public static final int APPS = 2_000;

  /** Instances of one application. */
  public static final int INSTANCES = 2_000;

  /** Instances of all applications that there should be: each takes an entry of about 1 KiB. */
  public static final int ALL_INSTANCES = 20_000;

  /** What one description may take: with all its versions and others' they fit into the store. */
  public static final int SPEC_BYTES = 64 * 1024;

  /** What all versions may take together. */
  public static final long SPECS_BYTES = 16L * 1024 * 1024;

  /** Versions of an application that are kept, besides those in use. */
  public static final int VERSIONS = 10;

  /** Rollouts of an application that are kept. */
  public static final int ROLLOUTS = 20;

  /** Characters of the output of an instance that failed. */
  public static final int OUTPUT = 1_000;

  /** Instances of one application that one step begins or ends. */
  public static final int AT_ONCE = 200;

  /** Instances launched in one step; what is left over is offered again at once. */
  public static final int LAUNCHES_AT_ONCE = 1_000;

  /** Launches of one instance, if the ones before never started anything. */
  public static final int LAUNCHES = 3;

  /** An instance that was ready for so long did not fail by its own start. */
  public static final Duration STEADY = Duration.ofSeconds(10);

  /** Without a check of readiness, an update counts an instance once it has run for so long. */
  public static final Duration PROVEN = Duration.ofSeconds(5);

  /** The waits before starts, after instances that failed. */
  public static final Backoff WAITS = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  /** So many instances of a new version that fail in a row, none of them ever ready, are enough. */
  public static final int FAILURES = 3;

  /** How long not to be offered again what fits nobody who waits; new instances revive. */
  public static final Duration MISFIT = Duration.ofSeconds(5);

  /** How long not to be offered again what nobody waits for; new instances revive. */
  public static final Duration IDLE = Duration.ofHours(1);

  private WebLimits() {}
}
