package cuesta.isolator.cgroups;

import cuesta.api.resources.Resources;

/**
 * What a container may use, in the kernel's terms.
 *
 * @param cpusMilli thousandths of a cpu
 * @param memoryBytes memory
 */
record Amount(long cpusMilli, long memoryBytes) {
  /** Less than this and not even a shell with a supervisor starts reliably. */
  static final long MIN_MEMORY = 32L << 20;

  static final long PERIOD_MICROS = 100_000;
  private static final long MIN_QUOTA_MICROS = 1_000; // the kernel's own limit
  private static final long SHARES_PER_CPU = 1024;
  private static final long MIN_SHARES = 2; // the kernel's own limit
  private static final long WEIGHT_PER_CPU = 100; // the weight a group has by itself
  private static final long MAX_WEIGHT = 10_000;

  static Amount of(Resources resources) {
    long bytes = Math.multiplyExact(resources.milli("mem"), 1L << 20) / 1000;
    return new Amount(resources.milli("cpus"), Math.max(MIN_MEMORY, bytes));
  }

  /** Of v1. */
  long shares() {
    return Math.max(MIN_SHARES, cpusMilli * SHARES_PER_CPU / 1000);
  }

  /** Of v2. */
  long weight() {
    return Math.clamp(cpusMilli * WEIGHT_PER_CPU / 1000, 1, MAX_WEIGHT);
  }

  long quotaMicros() {
    return Math.max(MIN_QUOTA_MICROS, cpusMilli * PERIOD_MICROS / 1000);
  }
}
