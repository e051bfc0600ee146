package cuesta.isolator.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.isolator.ContainerSpec;
import cuesta.api.isolator.IsolatorPlugin;
import cuesta.api.isolator.Preparation;
import cuesta.contracts.Await;
import cuesta.contracts.isolator.IsolatorContract;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract, and that limits truly hold, against this machine's kernel: v1 or v2. */
class KernelTest extends IsolatorContract {
  private static final String ROOT = "cuesta-test-" + UUID.randomUUID();

  private final List<Path> made = new ArrayList<>();
  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void cgroupsAreThere() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
    Path mountinfo = Path.of("/proc/self/mountinfo");
    assumeTrue(Files.isReadable(mountinfo), "skipped: no /proc/self/mountinfo");
    Mounts mounts = Mounts.parse(Files.readAllLines(mountinfo));
    assumeTrue(
        V1.isOn(mounts) || V2.isOn(new Tree(), mounts),
        "skipped: no cgroup hierarchy with cpu and memory on this machine");
    Path memory = V1.isOn(mounts) ? mounts.v1().get("memory") : mounts.v2().orElseThrow();
    assumeTrue(Files.isWritable(memory), "skipped: " + memory + " cannot be written");
  }

  @Override
  protected IsolatorPlugin plugin() {
    return new CgroupsIsolatorPlugin();
  }

  @Override
  protected SortedMap<String, String> config() {
    SortedMap<String, String> config = new TreeMap<>();
    config.put("root", ROOT);
    config.put("cpu.quota", "true");
    config.put("cpu.accounting", "true");
    config.put("oom.poll.ms", "50");
    return config;
  }

  @BeforeEach
  void rememberRoots() throws Exception {
    Preparation prepared = isolator.prepare(spec(100, 32_000));
    prepared.cgroups().forEach(group -> made.add(group.getParent()));
    isolator.cleanup(prepared.record().container());
  }

  @AfterEach
  void removeRoots() throws Exception {
    started.forEach(Process::destroyForcibly);
    for (Process process : started) {
      process.waitFor();
    }
    for (Path root : made) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(root, Files::isDirectory)) {
        for (Path group : left) {
          new Tree().remove(group);
        }
      }
      new Tree().remove(root);
    }
  }

  @Test
  void memoryBeyondTheLimitEndsWithAReason() throws Exception {
    ContainerSpec spec = spec(1000, 48_000);
    // tail keeps a line without end whole in memory
    Process task = start(isolator.prepare(spec), "head -c 200000000 /dev/zero | tail >/dev/null");
    Reason reason = context.limit(spec.id());
    assertEquals(Reasons.MEMORY_LIMIT, reason.code());
    assertTrue(
        reason.detail().matches("limit 48 MB;.* the kernel killed \\d+ process(es)?"),
        reason.detail());
    assertNotEquals(0, task.waitFor());
    assertEquals(Reasons.MEMORY_LIMIT, isolator.ended(spec.id()).orElseThrow().code());
    isolator.cleanup(spec.id());
  }

  @Test
  void cpuBeyondTheQuotaIsHeldBack() throws Exception {
    ContainerSpec spec = spec(200, 48_000);
    start(isolator.prepare(spec), "while :; do :; done");
    Await.until(
        "throttling",
        () -> isolator.usage(spec.id()).getOrDefault("cpu_throttled_micros", 0L) > 100_000,
        () -> usage(spec));
    SortedMap<String, Long> usage = isolator.usage(spec.id());
    assertTrue(usage.get("mem_bytes") > 0, usage.toString());
    assertTrue(usage.get("cpu_micros") > 0, usage.toString());
  }

  @Test
  void cleanupWaitsForTheLastProcess() throws Exception {
    ContainerSpec spec = spec(200, 48_000);
    Preparation prepared = isolator.prepare(spec);
    Process task = start(prepared, "exec sleep 600");
    Await.until(
        "the task is in",
        () -> Files.readString(prepared.cgroups().getLast().resolve("cgroup.procs")).length() > 1,
        prepared::cgroups);
    task.destroyForcibly();
    isolator.cleanup(spec.id());
    for (Path group : prepared.cgroups()) {
      assertTrue(!Files.exists(group), group + " is left");
    }
  }

  private String usage(ContainerSpec spec) {
    try {
      return isolator.usage(spec.id()).toString();
    } catch (Exception e) {
      return e.toString();
    }
  }

  /** Joins as a supervisor does, then runs the script. */
  private Process start(Preparation prepared, String script) throws IOException {
    StringBuilder joining = new StringBuilder();
    for (Path group : prepared.cgroups()) {
      String file = Files.exists(group.resolve("tasks")) ? "tasks" : "cgroup.procs";
      joining.append("echo 0 >").append(group.resolve(file)).append(" && ");
    }
    Process process = new ProcessBuilder("/bin/sh", "-c", joining + "{ " + script + "; }").start();
    started.add(process);
    return process;
  }
}
