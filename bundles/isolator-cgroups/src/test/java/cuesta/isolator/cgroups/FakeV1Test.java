package cuesta.isolator.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.isolator.IsolatorPlugin;
import cuesta.api.resources.Resources;
import cuesta.contracts.isolator.IsolatorContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FakeV1Test extends IsolatorContract {
  @Override
  protected IsolatorPlugin plugin() {
    try {
      StringBuilder mountinfo = new StringBuilder();
      for (String controller : List.of("cpu", "cpuacct", "memory", "freezer", "pids")) {
        Path mount = Files.createDirectories(directory.resolve(controller));
        mountinfo.append(
            "32 31 0:29 / %s rw,relatime - cgroup cgroup rw,%s%n".formatted(mount, controller));
      }
      Path file = directory.resolve("mountinfo");
      Files.writeString(file, mountinfo);
      return new CgroupsIsolatorPlugin(new FakeTree(), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected SortedMap<String, String> config() {
    SortedMap<String, String> config = new TreeMap<>();
    config.put("cpu.quota", "true");
    config.put("oom.poll.ms", "50");
    config.put("root", "made/here");
    return config;
  }

  @Test
  void onlyWhatIsNeededIsJoinedAndTheCpuLast() throws Exception {
    var spec = spec(1500, 100_000);
    assertEquals(
        List.of(
            group("freezer", spec.id().value()),
            group("memory", spec.id().value()),
            group("cpu", spec.id().value())),
        isolator.prepare(spec).cgroups());
  }

  @Test
  void amountsAreWrittenInTheKernelsUnits() throws Exception {
    var spec = spec(1500, 100_500);
    isolator.prepare(spec);
    Path cpu = group("cpu", spec.id().value());
    assertEquals("1536", Files.readString(cpu.resolve("cpu.shares")));
    assertEquals("100000", Files.readString(cpu.resolve("cpu.cfs_period_us")));
    assertEquals("150000", Files.readString(cpu.resolve("cpu.cfs_quota_us")));
    Path limit = group("memory", spec.id().value()).resolve("memory.limit_in_bytes");
    assertEquals(Long.toString(1_048_576L * 100_500 / 1000), Files.readString(limit));
    isolator.update(spec.id(), Resources.cpusMem(0, 1_000));
    assertEquals("2", Files.readString(cpu.resolve("cpu.shares")));
    assertEquals("1000", Files.readString(cpu.resolve("cpu.cfs_quota_us")));
    assertEquals(Long.toString(32L << 20), Files.readString(limit));
  }

  @Test
  void aKillByTheKernelIsReportedWithNumbers() throws Exception {
    var spec = spec(1000, 64_000);
    isolator.prepare(spec);
    Path memory = group("memory", spec.id().value());
    Files.writeString(memory.resolve("memory.max_usage_in_bytes"), "67108864\n");
    Files.writeString(
        memory.resolve("memory.oom_control"), "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
    Reason reason = context.limit(spec.id());
    assertEquals(Reasons.MEMORY_LIMIT, reason.code());
    assertEquals(
        "limit 64 MB; it used 64 MB at most; the kernel killed 2 processes", reason.detail());
    assertEquals(reason, isolator.ended(spec.id()).orElseThrow());
  }

  @Test
  void usageIsRead() throws Exception {
    var spec = spec(1000, 64_000);
    isolator.prepare(spec);
    Path memory = group("memory", spec.id().value());
    Files.writeString(memory.resolve("memory.usage_in_bytes"), "4096\n");
    Files.writeString(memory.resolve("memory.max_usage_in_bytes"), "8192\n");
    Files.writeString(
        group("cpu", spec.id().value()).resolve("cpu.stat"), "throttled_time 5000000\n");
    assertEquals(
        "{cpu_throttled_micros=5000, mem_bytes=4096, mem_peak_bytes=8192}",
        isolator.usage(spec.id()).toString());
  }

  @Test
  void aContainerStaysInTheGroupItWasMadeInWhenTheRootIsChanged() throws Exception {
    var spec = spec(1000, 64_000);
    var prepared = isolator.prepare(spec);
    isolator.close();
    context =
        new cuesta.contracts.isolator.FakeIsolatorContext(
            directory.resolve("scratch"), new TreeMap<>(), List.of(prepared.record()));
    isolator = plugin().open(context);
    isolator.cleanup(spec.id());
    assertEquals(false, Files.exists(prepared.cgroups().getFirst()));
  }

  private Path group(String controller, String id) {
    return directory.resolve(controller).resolve("made").resolve("here").resolve(id);
  }
}
