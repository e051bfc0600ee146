package cuesta.framework.ci.gather;

/** Bounds of what is taken from jobs, in bytes before packing; each with its reason. */
final class GatherLimits {
  /** GitLab's usual limit is a tenth of it; disks have grown. */
  static final long ARTIFACTS = 2L << 30;

  /** A cache larger than that costs more than it saves. */
  static final long CACHE = 4L << 30;

  /** Agents cut logs at 64 MiB, and look only now and then. */
  static final long LOG = 256L << 20;

  /** Of all test reports of one job: they are read in the master. */
  static final long REPORTS = 64L << 20;

  /** Of all dotenv files of one job; each of them may have 5 KiB. */
  static final long DOTENV_FILES = 64L << 10;

  private GatherLimits() {}
}
