package cuesta.isolator.cgroups;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One hierarchy for each controller. Only those that are needed: each has its price per launch. */
final class V1 implements Hierarchy {
  private final Tree tree;
  private final Path cpu;
  private final Path memory;
  private final List<Path> all;
  private final Path accounting;
  private final boolean quota;

  V1(Tree tree, Mounts mounts, Settings settings) {
    this.tree = tree;
    this.quota = settings.quota();
    this.cpu = mounts.v1().get("cpu");
    this.memory = mounts.v1().get("memory");
    Path cpuacct = mounts.v1().get("cpuacct");
    boolean counts = cpuacct != null && (cpuacct.equals(cpu) || settings.accounting());
    this.accounting = counts ? cpuacct : null;
    List<Path> joined = new ArrayList<>();
    // The freezer first: whoever kills looks there. The cpu last: in it a supervisor may be slow.
    add(joined, mounts.v1().get("freezer"));
    add(joined, memory);
    add(joined, accounting);
    joined.remove(cpu);
    add(joined, cpu);
    this.all = List.copyOf(joined);
  }

  private static void add(List<Path> to, Path hierarchy) {
    if (hierarchy != null && !to.contains(hierarchy)) {
      to.add(hierarchy);
    }
  }

  static boolean isOn(Mounts mounts) {
    return mounts.v1().containsKey("cpu") && mounts.v1().containsKey("memory");
  }

  @Override
  public void makeRoot(String root) throws IOException {
    for (Path hierarchy : all) {
      Path directory = hierarchy;
      for (Path part : Path.of(root)) {
        directory = directory.resolve(part);
        tree.make(directory);
      }
    }
  }

  @Override
  public List<Path> directories(String group) {
    return all.stream().map(hierarchy -> hierarchy.resolve(group)).toList();
  }

  @Override
  public void make(String group) throws IOException {
    for (Path directory : directories(group)) {
      tree.make(directory);
    }
  }

  /** Memory first: it alone can fail, when more is in use than is to be allowed. */
  @Override
  public void limit(String group, Amount amount) throws IOException {
    tree.write(
        memory.resolve(group).resolve("memory.limit_in_bytes"),
        Long.toString(amount.memoryBytes()));
    Path directory = cpu.resolve(group);
    tree.write(directory.resolve("cpu.shares"), Long.toString(amount.shares()));
    if (quota) {
      tree.write(directory.resolve("cpu.cfs_period_us"), Long.toString(Amount.PERIOD_MICROS));
      tree.write(directory.resolve("cpu.cfs_quota_us"), Long.toString(amount.quotaMicros()));
    }
  }

  @Override
  public boolean exists(String group) {
    return tree.exists(memory.resolve(group));
  }

  @Override
  public long oomKills(String group) throws IOException {
    return tree.field(memory.resolve(group).resolve("memory.oom_control"), "oom_kill");
  }

  @Override
  public long memoryLimit(String group) throws IOException {
    return tree.number(memory.resolve(group).resolve("memory.limit_in_bytes")).orElse(0);
  }

  @Override
  public long memoryPeak(String group) throws IOException {
    return tree.number(memory.resolve(group).resolve("memory.max_usage_in_bytes")).orElse(0);
  }

  @Override
  public SortedMap<String, Long> usage(String group) throws IOException {
    SortedMap<String, Long> usage = new TreeMap<>();
    tree.number(memory.resolve(group).resolve("memory.usage_in_bytes"))
        .ifPresent(bytes -> usage.put("mem_bytes", bytes));
    tree.number(memory.resolve(group).resolve("memory.max_usage_in_bytes"))
        .ifPresent(bytes -> usage.put("mem_peak_bytes", bytes));
    if (accounting != null) {
      tree.number(accounting.resolve(group).resolve("cpuacct.usage"))
          .ifPresent(nanos -> usage.put("cpu_micros", nanos / 1000));
    }
    if (quota && !usage.isEmpty()) {
      long nanos = tree.field(cpu.resolve(group).resolve("cpu.stat"), "throttled_time");
      usage.put("cpu_throttled_micros", nanos / 1000);
    }
    return usage;
  }

  @Override
  public void remove(String group) throws IOException, InterruptedException {
    for (Path directory : directories(group).reversed()) {
      if (directory.startsWith(memory) && tree.exists(directory)) {
        forgetCache(directory);
      }
      tree.remove(directory);
    }
  }

  /** Else the kernel keeps the dead group for as long as pages of its files stay in the cache. */
  private void forgetCache(Path directory) {
    try {
      tree.write(directory.resolve("memory.force_empty"), "0");
    } catch (IOException e) {
      // Busy, because a process is still leaving: the removal that follows waits for that.
    }
  }
}
