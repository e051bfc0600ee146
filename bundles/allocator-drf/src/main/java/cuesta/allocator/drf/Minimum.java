package cuesta.allocator.drf;

import cuesta.api.resources.Resources;

/** The smallest offer worth making to a framework that never said what it needs, as in Mesos. */
final class Minimum {
  private static final long CPUS_MILLI = 10;
  private static final long MEM_MILLI = 32_000;

  private Minimum() {}

  static boolean isMetBy(Resources resources) {
    return resources.milli("cpus") >= CPUS_MILLI || resources.milli("mem") >= MEM_MILLI;
  }
}
