package cuesta.archive;

/**
 * What an archive may have at most.
 *
 * @param entries entries, with the directories that their names imply
 * @param bytes bytes in all, unpacked
 * @param ratio bytes that one packed byte may become
 * @param trifle bytes in all up to which the ratio does not matter
 */
public record Limits(int entries, long bytes, long ratio, long trifle) {
  /**
   * The installed packages of a large project are 100,000 files; an agent's disk takes 16 GiB; text
   * is packed to a twentieth, and zeros, which gzip packs to a thousandth, are honest up to 1 GiB.
   */
  public static final Limits DEFAULT = new Limits(200_000, 16L << 30, 200, 1L << 30);

  /** Longer names are refused, in characters; Linux itself takes four times that. */
  static final int NAME = 1_024;

  /** Bytes of headers before one entry; an honest one has a few KiB. */
  static final int HEADERS = 1 << 20;

  /** Checks. */
  public Limits {
    if (entries < 1 || bytes < 1 || ratio < 1 || trifle < 0) {
      throw new IllegalArgumentException("a limit of an archive must be at least 1");
    }
  }

  /**
   * The same with another number of bytes.
   *
   * @param most bytes in all, unpacked
   * @return new limits
   */
  public Limits withBytes(long most) {
    return new Limits(entries, most, ratio, trifle);
  }
}
