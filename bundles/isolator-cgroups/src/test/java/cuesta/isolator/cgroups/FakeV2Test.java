package cuesta.isolator.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
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

class FakeV2Test extends IsolatorContract {
  @Override
  protected IsolatorPlugin plugin() {
    try {
      Path mount = Files.createDirectories(directory.resolve("unified"));
      Files.writeString(mount.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
      Path file = directory.resolve("mountinfo");
      Files.writeString(file, "41 31 0:38 / " + mount + " rw,relatime - cgroup2 cgroup2 rw\n");
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
    return config;
  }

  @Test
  void controllersAreHandedDown() throws Exception {
    Path top = directory.resolve("unified");
    for (Path path : List.of(top, top.resolve("cuesta"))) {
      assertEquals("+cpu +memory", Files.readString(path.resolve("cgroup.subtree_control")));
    }
  }

  @Test
  void amountsAreWrittenInTheKernelsUnits() throws Exception {
    var spec = spec(1500, 100_000);
    Path group = isolator.prepare(spec).cgroups().getFirst();
    assertEquals("150", Files.readString(group.resolve("cpu.weight")));
    assertEquals("150000 100000", Files.readString(group.resolve("cpu.max")));
    assertEquals("104857600", Files.readString(group.resolve("memory.max")));
  }

  @Test
  void aLimitBelowWhatIsUsedIsRefusedAndChangesNothing() throws Exception {
    var spec = spec(1500, 100_000);
    Path group = isolator.prepare(spec).cgroups().getFirst();
    Files.writeString(group.resolve("memory.current"), "90000000\n");
    Exception refused =
        assertThrows(
            IOException.class, () -> isolator.update(spec.id(), Resources.cpusMem(100, 40_000)));
    assertTrue(refused.getMessage().contains("90000000"), refused.getMessage());
    assertEquals("104857600", Files.readString(group.resolve("memory.max")));
    assertEquals("150", Files.readString(group.resolve("cpu.weight")));
  }

  @Test
  void aKillByTheKernelIsReportedWithNumbers() throws Exception {
    var spec = spec(1000, 64_000);
    Path group = isolator.prepare(spec).cgroups().getFirst();
    Files.writeString(group.resolve("memory.events"), "low 0\noom 1\noom_kill 1\n");
    Reason reason = context.limit(spec.id());
    assertEquals("limit 64 MB; the kernel killed 1 process", reason.detail());
  }
}
