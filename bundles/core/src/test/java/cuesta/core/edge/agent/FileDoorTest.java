package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.courier.Courier;
import cuesta.api.framework.Collected;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.Selection;
import cuesta.api.framework.TaskInfo;
import cuesta.api.front.AgentDoor;
import cuesta.api.resources.Resources;
import cuesta.core.agent.AgentChange;
import cuesta.core.agent.AgentConfig;
import cuesta.core.agent.AgentState;
import cuesta.core.agent.Checkpoint;
import cuesta.core.message.AgentInfo;
import cuesta.core.message.Launch;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDoorTest {
  private static final String RUNS = "slaves/a/frameworks/f/executors/t/runs";
  private static final String SANDBOX = RUNS + "/c1";

  /** Notes what it is asked for; finds nothing. */
  private final Courier courier =
      new Courier() {
        @Override
        public void fetch(Path sandbox, String user, List<Fetch> what, URI leader) {
          throw new AssertionError("a door fetches nothing");
        }

        @Override
        public Collected collect(Path sandbox, Selection selection, URI leader) {
          collected.add(sandbox + " " + selection.include() + " " + leader);
          return Collected.NOTHING;
        }
      };

  private final Carrier carrier =
      new Carrier(
          () -> Optional.of(courier), () -> Optional.of(URI.create("http://m:5050")), time -> {});

  private final List<String> collected = new ArrayList<>();

  @TempDir Path work;
  private AgentState state;
  private FileDoor door;

  @BeforeEach
  void aSandbox() throws IOException {
    work = work.toRealPath();
    AgentInfo info =
        new AgentInfo("h", "http://h", Resources.NONE, new TreeMap<>(), new TreeMap<>());
    AgentConfig config = new AgentConfig(info, work.toString(), "me", true, new TreeMap<>());
    Launch launch =
        new Launch(
            new FrameworkId("f"),
            RoleId.DEFAULT,
            "",
            TaskInfo.of(new TaskId("t"), Resources.NONE, CommandInfo.shell("true")));
    state =
        AgentState.of(
            config,
            Checkpoint.EMPTY.replay(
                new AgentChange.ContainerRequested(
                    new ContainerId("c1"), new AgentId("a"), launch, Instant.EPOCH)));
    door = new FileDoor("slave(1)", work, () -> state, carrier);
    Files.createDirectories(work.resolve(SANDBOX + "/sub"));
    Files.createSymbolicLink(work.resolve(RUNS + "/latest"), Path.of("c1"));
    Files.writeString(work.resolve(SANDBOX + "/stdout"), "hello world");
    Files.writeString(work.resolve(SANDBOX + "/sub/in"), "inner");
    Files.writeString(work.resolve("secret"), "secret");
  }

  private String read(String path, long offset, int length) throws IOException {
    return new String(door.read(path, offset, length).bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void readsPartsFromBothEnds() throws IOException {
    assertEquals("hello", read(SANDBOX + "/stdout", 0, 5));
    assertEquals("world", read(SANDBOX + "/stdout", -5, 100));
    assertEquals("", read(SANDBOX + "/stdout", 11, 5));
    AgentDoor.Chunk beyond = door.read(SANDBOX + "/stdout", 99, 5);
    assertEquals(11, beyond.offset(), "cut by a rotation, say: the reader sees where it is");
    assertEquals(11, beyond.length());
    assertEquals("hello world", read(RUNS + "/latest/stdout", 0, 100));
    assertEquals("inner", read("/" + SANDBOX + "/sub/in", 0, 100));
  }

  @Test
  void isCompleteOnceTheContainerHasEnded() throws IOException {
    assertFalse(door.read(SANDBOX + "/stdout", 0, 1).complete());
    assertFalse(door.isOver(SANDBOX));
    state =
        AgentState.of(
            state.config(),
            state
                .checkpoint()
                .replay(new AgentChange.ContainerExited(new ContainerId("c1"), OptionalInt.of(0))));
    assertTrue(door.read(RUNS + "/latest/stdout", 0, 1).complete());
    assertTrue(door.isOver(SANDBOX + "/nothing/such"));
    assertThrows(IOException.class, () -> door.isOver(RUNS + "/c2/stdout"));
  }

  @Test
  void filesAreCollectedFromSandboxesOnly() throws IOException {
    Selection all = new Selection("sub", List.of("*"), List.of(), true, 100);
    assertEquals(Collected.NOTHING, door.collect(RUNS + "/latest", all));
    assertEquals(List.of(work.resolve(SANDBOX) + " [*] http://m:5050"), collected);
    assertThrows(IOException.class, () -> door.collect(SANDBOX + "/sub", all));
    assertThrows(IOException.class, () -> door.collect(RUNS + "/c2", all));
    assertThrows(IOException.class, () -> door.collect("secret", all));
    Files.createSymbolicLink(work.resolve(RUNS + "/c3"), Path.of("/etc"));
    assertThrows(IOException.class, () -> door.collect(RUNS + "/c3", all));
    assertEquals(1, collected.size());
  }

  @Test
  void listsSorted() throws IOException {
    assertEquals(
        List.of(new AgentDoor.FileEntry("stdout", 11), new AgentDoor.FileEntry("sub/", 0)),
        door.list(SANDBOX));
    assertEquals(List.of(new AgentDoor.FileEntry("in", 5)), door.list(RUNS + "/latest/sub"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "/etc/passwd",
        "../secret",
        "slaves",
        "slaves/a/frameworks/f/executors/t/runs",
        "slaves/a/frameworks/f/executors/t/runs/c1/../../../../../../../../secret",
        "slaves/a/frameworks/f/executors/t/runs/../../../../../../../secret",
        "slaves/a/frameworks/f/executors/t/runs/c2/stdout",
        "slaves/a/frameworks/f/executors/t/runs/c1/nothing",
        "slaves/a/x/f/executors/t/runs/c1/stdout"
      })
  void nothingElseIsRead(String path) {
    assertThrows(IOException.class, () -> door.read(path, 0, 10));
    assertThrows(IOException.class, () -> door.list(path));
  }

  @Test
  void linksLeadNowhereOutside() throws IOException {
    Path sandbox = work.resolve(SANDBOX);
    Files.createSymbolicLink(sandbox.resolve("out"), work.resolve("secret"));
    Files.createSymbolicLink(sandbox.resolve("up"), Path.of("../../../../../../../.."));
    Files.createSymbolicLink(sandbox.resolve("etc"), Path.of("/etc"));
    Files.createSymbolicLink(sandbox.resolve("in"), Path.of("sub/in"));
    assertThrows(IOException.class, () -> door.read(SANDBOX + "/out", 0, 10));
    assertThrows(IOException.class, () -> door.read(SANDBOX + "/up/secret", 0, 10));
    assertThrows(IOException.class, () -> door.read(SANDBOX + "/etc/passwd", 0, 10));
    assertThrows(IOException.class, () -> door.list(SANDBOX + "/etc"));
    assertEquals("inner", read(SANDBOX + "/in", 0, 10), "inside is inside");
    Files.createSymbolicLink(work.resolve(RUNS + "/c3"), Path.of("/etc"));
    assertThrows(IOException.class, () -> door.read(RUNS + "/c3/passwd", 0, 10));
  }

  @Test
  void directoriesAndPipesAreNotRead() throws Exception {
    assertThrows(IOException.class, () -> door.read(SANDBOX, 0, 10));
    assertThrows(IOException.class, () -> door.read(SANDBOX + "/sub", 0, 10));
    assertThrows(IOException.class, () -> door.list(SANDBOX + "/stdout"));
    Path pipe = work.resolve(SANDBOX + "/pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertThrows(IOException.class, () -> door.read(SANDBOX + "/pipe", 0, 10));
  }

  @Test
  void tooMuchAtOnceIsRefused() {
    assertThrows(
        IOException.class, () -> door.read(SANDBOX + "/stdout", 0, FileDoor.MAX_CHUNK + 1));
    assertThrows(IOException.class, () -> door.read(SANDBOX + "/stdout", 0, -1));
  }
}
