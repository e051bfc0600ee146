package cuesta.isolator.cgroups;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The unified hierarchy. Freezing and killing are part of every group there. */
final class V2 implements Hierarchy {
  private final Tree tree;
  private final Path top;
  private final boolean quota;

  V2(Tree tree, Path top, Settings settings) {
    this.tree = tree;
    this.top = top;
    this.quota = settings.quota();
  }

  static boolean isOn(Tree tree, Mounts mounts) throws IOException {
    if (mounts.v2().isEmpty()) {
      return false;
    }
    String text = tree.read(mounts.v2().get().resolve("cgroup.controllers")).orElse("");
    return List.of(text.split(" ")).containsAll(List.of("cpu", "memory"));
  }

  @Override
  public void makeRoot(String root) throws IOException {
    give(top);
    Path directory = top;
    for (Path part : Path.of(root)) {
      directory = directory.resolve(part);
      tree.make(directory);
      give(directory);
    }
  }

  /** A group's children have only the controllers that it hands down. */
  private void give(Path directory) throws IOException {
    Path file = directory.resolve("cgroup.subtree_control");
    List<String> given = List.of(tree.read(file).orElse("").split(" "));
    if (!given.containsAll(List.of("cpu", "memory"))) {
      tree.write(file, "+cpu +memory");
    }
  }

  @Override
  public List<Path> directories(String group) {
    return List.of(top.resolve(group));
  }

  @Override
  public void make(String group) throws IOException {
    tree.make(top.resolve(group));
  }

  @Override
  public void limit(String group, Amount amount) throws IOException {
    Path directory = top.resolve(group);
    long used = tree.number(directory.resolve("memory.current")).orElse(0);
    if (used > amount.memoryBytes()) {
      // Here the kernel would obey by killing.
      throw new IOException(
          "cgroup %s uses %d bytes of memory; its limit cannot be lowered to %d"
              .formatted(directory, used, amount.memoryBytes()));
    }
    tree.write(directory.resolve("memory.max"), Long.toString(amount.memoryBytes()));
    tree.write(directory.resolve("cpu.weight"), Long.toString(amount.weight()));
    if (quota) {
      tree.write(directory.resolve("cpu.max"), amount.quotaMicros() + " " + Amount.PERIOD_MICROS);
    }
  }

  @Override
  public boolean exists(String group) {
    return tree.exists(top.resolve(group));
  }

  @Override
  public long oomKills(String group) throws IOException {
    return tree.field(top.resolve(group).resolve("memory.events"), "oom_kill");
  }

  @Override
  public long memoryLimit(String group) throws IOException {
    return tree.number(top.resolve(group).resolve("memory.max")).orElse(0);
  }

  @Override
  public long memoryPeak(String group) throws IOException {
    return tree.number(top.resolve(group).resolve("memory.peak")).orElse(0);
  }

  @Override
  public SortedMap<String, Long> usage(String group) throws IOException {
    SortedMap<String, Long> usage = new TreeMap<>();
    Path directory = top.resolve(group);
    tree.number(directory.resolve("memory.current"))
        .ifPresent(bytes -> usage.put("mem_bytes", bytes));
    tree.number(directory.resolve("memory.peak"))
        .ifPresent(bytes -> usage.put("mem_peak_bytes", bytes));
    if (!usage.isEmpty()) {
      usage.put("cpu_micros", tree.field(directory.resolve("cpu.stat"), "usage_usec"));
      if (quota) {
        usage.put(
            "cpu_throttled_micros", tree.field(directory.resolve("cpu.stat"), "throttled_usec"));
      }
    }
    return usage;
  }

  @Override
  public void remove(String group) throws IOException, InterruptedException {
    tree.remove(top.resolve(group));
  }
}
