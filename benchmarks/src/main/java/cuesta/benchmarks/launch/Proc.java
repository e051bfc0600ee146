package cuesta.benchmarks.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel says of processes. Times are in milliseconds; the kernel counts in steps of 10.
 */
public final class Proc {
  private static final Path ROOT = Path.of("/proc");
  private static final double MILLIS_PER_TICK = 10; // USER_HZ is 100 on every Linux with a JVM

  /** Places in stat behind the command's name, which may hold blanks. */
  private static final int PARENT = 1;

  private static final int USER_TIME = 11;
  private static final int TIMES = 4;

  private Proc() {}

  /**
   * Of the process itself and of all its descendants that it has waited for.
   *
   * @param pid which
   * @return processor time, 0 if it is gone
   */
  public static double cpuMillis(long pid) {
    String[] fields = stat(pid);
    double ticks = 0;
    for (int i = 0; fields != null && i < TIMES; i++) {
      ticks += Long.parseLong(fields[USER_TIME + i]);
    }
    return ticks * MILLIS_PER_TICK;
  }

  /** Of this process alone. */
  static double ownMillis() {
    String[] fields = stat(ProcessHandle.current().pid());
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
        * MILLIS_PER_TICK;
  }

  /**
   * Of all that this process has started and waited for, and of their like.
   *
   * @return processor time
   */
  public static double childrenMillis() {
    return cpuMillis(ProcessHandle.current().pid()) - ownMillis();
  }

  /**
   * Memory that a process has in use.
   *
   * @param pid which
   * @return in MiB, 0 if it is gone
   */
  public static double residentMiB(long pid) {
    return kibibytes(ROOT.resolve(pid + "/status"), "VmRSS:") / 1024;
  }

  /** Shared pages are counted in parts. */
  static double proportionalMiB(long pid) {
    return kibibytes(ROOT.resolve(pid + "/smaps_rollup"), "Pss:") / 1024;
  }

  /**
   * Processes whose command line has all the words in it.
   *
   * @param words any
   * @return their numbers
   */
  public static List<Long> find(String... words) {
    List<Long> found = new ArrayList<>();
    for (long pid : all()) {
      String line = read(ROOT.resolve(pid + "/cmdline"));
      boolean has = !line.isEmpty();
      for (String word : words) {
        has &= line.contains(word);
      }
      if (has) {
        found.add(pid);
      }
    }
    return found;
  }

  /**
   * Children, their children and so on.
   *
   * @param ancestor whose
   * @return their numbers
   */
  public static List<Long> descendants(long ancestor) {
    List<long[]> pairs = new ArrayList<>();
    for (long pid : all()) {
      String[] fields = stat(pid);
      if (fields != null) {
        pairs.add(new long[] {pid, Long.parseLong(fields[PARENT])});
      }
    }
    List<Long> family = new ArrayList<>(List.of(ancestor));
    for (int i = 0; i < family.size(); i++) {
      for (long[] pair : pairs) {
        if (pair[1] == family.get(i)) {
          family.add(pair[0]);
        }
      }
    }
    return family.subList(1, family.size());
  }

  private static List<Long> all() {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be read", e);
    }
    return pids;
  }

  private static String[] stat(long pid) {
    String text = read(ROOT.resolve(pid + "/stat"));
    return text.isEmpty() ? null : text.substring(text.lastIndexOf(')') + 2).split(" ");
  }

  private static double kibibytes(Path file, String name) {
    return read(file)
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  /** Empty if the process is gone, which may happen at any time. */
  private static String read(Path file) {
    try {
      return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
