package cuesta.launcher.posix;

import java.util.SortedMap;
import java.util.TreeMap;

/** Process limits: names as limits.conf(5) has them, sizes in bytes. */
final class Ulimit {
  private record Flag(char letter, int unit) {}

  private static final SortedMap<String, Flag> FLAGS = new TreeMap<>();

  static {
    FLAGS.put("as", new Flag('v', 1024));
    FLAGS.put("core", new Flag('c', 512));
    FLAGS.put("cpu", new Flag('t', 1));
    FLAGS.put("data", new Flag('d', 1024));
    FLAGS.put("fsize", new Flag('f', 512));
    FLAGS.put("memlock", new Flag('l', 1024));
    FLAGS.put("nofile", new Flag('n', 1));
    FLAGS.put("nproc", new Flag('p', 1));
    FLAGS.put("stack", new Flag('s', 1024));
  }

  private Ulimit() {}

  /** A negative value means unlimited; a size is rounded up to the shell's unit. */
  static String line(String name, long value) {
    Flag flag = FLAGS.get(name);
    if (flag == null) {
      throw new IllegalArgumentException(
          "process limit '" + name + "' is not known; use one of " + FLAGS.keySet());
    }
    String amount =
        value < 0 ? "unlimited" : Long.toString(Math.ceilDiv(value, (long) flag.unit()));
    return "ulimit -" + flag.letter() + " " + amount + " || exit\n";
  }
}
