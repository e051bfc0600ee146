package cuesta.core.edge.agent;

import cuesta.api.resources.Ranges;
import cuesta.api.resources.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/** What a machine has, by Mesos' rules. Looks, and keeps nothing. */
public final class ResourceDetector {
  static final long MIB = 1024 * 1024;
  static final long GIB_IN_MIB = 1024;

  /** Assumed if it cannot be found out. */
  private static final long DEFAULT_MEM_MIB = 1024;

  private static final long DEFAULT_DISK_MIB = 10 * GIB_IN_MIB;
  private static final Ranges PORTS = Ranges.of(31_000, 32_000);

  private final Path workDir;
  private final Path meminfo;
  private final int cpus;

  /**
   * A detector for this machine.
   *
   * @param workDir on the disk that counts
   */
  public ResourceDetector(Path workDir) {
    this(workDir, Path.of("/proc/meminfo"), Runtime.getRuntime().availableProcessors());
  }

  ResourceDetector(Path workDir, Path meminfo, int cpus) {
    this.workDir = workDir;
    this.meminfo = meminfo;
    this.cpus = cpus;
  }

  /**
   * All that the machine has for tasks: some memory and disk are left to the machine itself.
   *
   * @return cpus, mem, disk and ports
   */
  public Resources detect() {
    return Resources.scalar("cpus", cpus * 1000L)
        .plus(Resources.scalar("mem", forTasks(memoryMib(), 2 * GIB_IN_MIB, GIB_IN_MIB) * 1000))
        .plus(Resources.scalar("disk", forTasks(diskMib(), 10 * GIB_IN_MIB, 5 * GIB_IN_MIB) * 1000))
        .plus(Resources.ranges("ports", PORTS));
  }

  /** From a size on a fixed part is left to the machine, below it half. */
  private static long forTasks(long total, long large, long kept) {
    return total >= large ? total - kept : total / 2;
  }

  private long memoryMib() {
    try {
      for (String line : Files.readAllLines(meminfo)) {
        if (line.startsWith("MemTotal:")) {
          String kib = line.substring("MemTotal:".length()).replace("kB", "").strip();
          return Long.parseLong(kib) / 1024;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // not a Linux, or one unlike others
    }
    return DEFAULT_MEM_MIB;
  }

  private long diskMib() {
    try {
      return Files.getFileStore(workDir).getTotalSpace() / MIB;
    } catch (IOException e) {
      return DEFAULT_DISK_MIB;
    }
  }

  /**
   * What an operator said, with what he did not mention found out. A name that he mentioned counts
   * as said, also with nothing: {@code gpus:0}.
   *
   * @param text the value of {@code --resources}; may be empty
   * @return the agent's resources
   * @throws IllegalArgumentException naming what is wrong with the text
   */
  public Resources complete(String text) {
    Resources said;
    try {
      said = Resources.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--resources: " + e.getMessage(), e);
    }
    TreeSet<String> mentioned = names(text);
    return said.plus(detect().filter(entry -> !mentioned.contains(entry.key().name())));
  }

  private static TreeSet<String> names(String text) {
    TreeSet<String> names = new TreeSet<>();
    for (String part : text.split(";")) {
      int end = part.indexOf(':');
      int role = part.indexOf('(');
      if (end > 0) {
        names.add(part.substring(0, role > 0 && role < end ? role : end).strip());
      }
    }
    return names;
  }

  /**
   * The share of one of several agents on one machine. Ports are always divided, since two tasks
   * cannot have the same one.
   *
   * @param all what the machine has
   * @param agents how many agents
   * @param index which of them, from 0
   * @param overcommit whether each may use all but the ports
   * @return its resources
   */
  public static Resources share(Resources all, int agents, int index, boolean overcommit) {
    if (agents < 1 || index < 0 || index >= agents) {
      throw new IllegalArgumentException("agent " + index + " of " + agents + " does not exist");
    }
    Resources share = Resources.NONE;
    for (var entry : all.entries()) {
      Ranges ranges = entry.value().ranges();
      if (!ranges.isEmpty()) {
        share =
            share.plus(
                Resources.of(
                    entry.key(), cuesta.api.resources.Value.ranges(part(ranges, agents, index))));
      } else if (overcommit || entry.value().milli() == 0) {
        share = share.plus(Resources.of(entry.key(), entry.value()));
      } else {
        share =
            share.plus(
                Resources.of(
                    entry.key(),
                    cuesta.api.resources.Value.scalar(entry.value().milli() / agents)));
      }
    }
    return share;
  }

  private static Ranges part(Ranges ranges, int agents, int index) {
    long each = ranges.size() / agents;
    return ranges.minus(ranges.first(each * index)).first(each);
  }
}
