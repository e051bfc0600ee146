package cuesta.launcher.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.launcher.LaunchRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PartsTest {
  @Test
  void plainIdsAreTheirOwnFileNamesAndOthersNeverMeetThem() {
    ContainerId plain = new ContainerId("5b0d.77");
    assertEquals("5b0d.77", FileName.of(plain));
    for (String odd : List.of("-n", "a b", "é", "=x", ".hidden", "x".repeat(255), "a'b")) {
      String name = FileName.of(new ContainerId(odd));
      assertTrue(name.matches("=[0-9a-f]{64}"), name);
      assertNotEquals(odd, name);
    }
  }

  @Test
  void recordsSurviveARoundTrip() {
    ContainerId id = new ContainerId("c1");
    Container container =
        new Container(
            id,
            "c1",
            "boot-1",
            List.of(Path.of("/sys/fs/cgroup/a b"), Path.of("/x")),
            new TreeMap<>(Map.of("nofile", 64L, "core", -1L)));
    assertEquals(container, Records.container(Records.record(container)));
    assertThrows(
        IllegalStateException.class,
        () -> Records.container(new LaunchRecord(id, Records.SCHEMA, new byte[] {1, 2})));
  }

  @Test
  void progressCountsWholeLinesOnly() {
    assertEquals(Progress.NONE, Progress.parse(""));
    assertEquals(Progress.NONE, Progress.parse("12 34"));
    Progress taken = Progress.parse("12 34\nstart 1");
    assertEquals(new Claim(12, 34), taken.claim().orElseThrow());
    assertTrue(!taken.hasBegun());
    Progress begun = Progress.parse("12 34\nstart 13\nexit 13");
    assertTrue(begun.hasBegun() && begun.status().isEmpty());
    assertEquals(13, begun.command().orElseThrow());
    assertEquals(137, Progress.parse("12 34\nstart 13\nexit 137\n").status().orElseThrow());
    Progress fenced = Progress.parse(Progress.ended(java.util.Optional.empty(), -1));
    assertEquals(Claim.FENCED, fenced.claim().orElseThrow());
    assertEquals(-1, fenced.status().orElseThrow());
  }

  @Test
  void aProcessMayCallItselfWhatItLikes() {
    String tail = " 1 7 9 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 4711 0 0";
    assertEquals(new Proc(8, 1, 9, 'S', 4711), Proc.parse(8, "8 (evil) R 666 (x)) S" + tail));
  }

  @Test
  void ourOwnProcessIsFoundWithItsParts() {
    int self = (int) ProcessHandle.current().pid();
    Proc proc = Proc.of(self).orElseThrow();
    assertTrue(new Claim(self, proc.start()).isAlive());
    assertTrue(!new Claim(self, proc.start() + 1).isAlive(), "a later process of that number");
    assertTrue(!Claim.FENCED.isAlive());
  }

  @Test
  void limitsComeInTheShellsUnitsAndUnknownOnesAreRefused() {
    assertEquals("ulimit -n 10 || exit\n", Ulimit.line("nofile", 10));
    assertEquals("ulimit -f 2 || exit\n", Ulimit.line("fsize", 513));
    assertEquals("ulimit -c unlimited || exit\n", Ulimit.line("core", -1));
    var refused = assertThrows(IllegalArgumentException.class, () -> Ulimit.line("no-file", 1));
    assertTrue(refused.getMessage().contains("nofile"), refused.getMessage());
  }

  @Test
  void settingsNameTheWrongField() {
    for (var wrong :
        List.of(
            new String[] {"pol.ms", "5"},
            new String[] {"poll.ms", "often"},
            new String[] {"poll.ms", "1"},
            new String[] {"resident", "yes"})) {
      var config = new TreeMap<String, String>();
      config.put(wrong[0], wrong[1]);
      var refused = assertThrows(IllegalArgumentException.class, () -> Settings.of(config));
      assertTrue(refused.getMessage().contains(wrong[0]), refused.getMessage());
    }
  }
}
