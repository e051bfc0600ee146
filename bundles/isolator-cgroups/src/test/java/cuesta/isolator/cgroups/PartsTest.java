package cuesta.isolator.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.contracts.isolator.FakeIsolatorContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {
  @TempDir Path directory;

  @Test
  void mountsAreReadWithCombinedControllersOptionalFieldsAndOddNames() {
    Mounts mounts =
        Mounts.parse(
            List.of(
                "1 0 8:1 / / rw - ext4 /dev/x rw",
                "2 1 0:29 / /cg/cpu,cpuacct rw shared:9 master:3 - cgroup cgroup rw,cpu,cpuacct",
                "3 1 0:30 / /cg/my\\040memory rw - cgroup cgroup rw,memory",
                "4 1 0:31 / /cg/unified rw shared:1 - cgroup2 cgroup2 rw,nsdelegate"));
    assertEquals(
        "{cpu=/cg/cpu,cpuacct, cpuacct=/cg/cpu,cpuacct, memory=/cg/my memory}",
        mounts.v1().toString());
    assertEquals(Optional.of(Path.of("/cg/unified")), mounts.v2());
    Settings settings = Settings.of(new TreeMap<>());
    assertEquals(
        "[/cg/my memory/g, /cg/cpu,cpuacct/g]",
        new V1(new Tree(), mounts, settings).directories("g").toString());
  }

  @Test
  void groupsAreNamedSoThatNoControlFileIsMet() {
    String uuid = "0b7c9a52-0000-4000-8000-00000000000a";
    assertEquals("r/" + uuid, Group.of(new ContainerId(uuid), "r").path());
    for (String odd : List.of("tasks", "cgroup.procs", "..a", "a b", "x".repeat(255))) {
      String path = Group.of(new ContainerId(odd), "r").path();
      assertTrue(path.matches("r/[0-9a-f]{64}"), path);
    }
    Group group = Group.of(new ContainerId(uuid), "a/b");
    assertEquals(group, Group.of(group.record()));
  }

  @Test
  void withoutAHierarchyItRefusesAndSaysWhatToDo() throws Exception {
    Path mountinfo = Files.writeString(directory.resolve("m"), "1 0 8:1 / / rw - ext4 /dev/x rw\n");
    refused(mountinfo, "no cgroup hierarchy with cpu and memory");
    refused(directory.resolve("missing"), "hence no cgroups");
    Files.writeString(
        mountinfo,
        "1 0 0:1 / /proc rw - cgroup c rw,cpu\n1 0 0:1 / /proc rw - cgroup c rw,memory\n");
    refused(mountinfo, "cgroups cannot be made by user");
  }

  private void refused(Path mountinfo, String why) {
    var context = new FakeIsolatorContext(directory, new TreeMap<>(), List.of());
    Exception refused =
        assertThrows(
            Exception.class, () -> new CgroupsIsolatorPlugin(new Tree(), mountinfo).open(context));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
    assertTrue(refused.getMessage().contains("use the isolation 'posix'"), refused.getMessage());
  }

  @Test
  void settingsNameTheWrongField() {
    for (var wrong :
        List.of(
            new String[] {"cpu.qota", "true"},
            new String[] {"cpu.quota", "yes"},
            new String[] {"oom.poll.ms", "0"},
            new String[] {"root", "../x"})) {
      var config = new TreeMap<String, String>();
      config.put(wrong[0], wrong[1]);
      var refused = assertThrows(IllegalArgumentException.class, () -> Settings.of(config));
      assertTrue(refused.getMessage().contains(wrong[0]), refused.getMessage());
    }
    assertFalse(Settings.of(new TreeMap<>()).quota());
  }
}
