package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.core.agent.AgentChange;
import cuesta.core.agent.Checkpoint;
import cuesta.core.message.Launch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {
  @TempDir Path work;
  private Checkpoint checkpoint;
  private Path sandbox;

  @BeforeEach
  void aContainer() throws IOException {
    Launch launch =
        new Launch(
            new FrameworkId("f"),
            RoleId.DEFAULT,
            "",
            TaskInfo.of(new TaskId("t"), Resources.NONE, CommandInfo.shell("true")));
    ContainerId id = new ContainerId("c");
    checkpoint =
        Checkpoint.EMPTY.replay(
            new AgentChange.ContainerRequested(id, new AgentId("a"), launch, Instant.EPOCH));
    sandbox = Files.createDirectories(work.resolve(checkpoint.container(id).sandbox()));
  }

  private void rotate() {
    new LogRotation(work, 10).rotate(checkpoint.containers());
  }

  @Test
  void aLargeFileIsCutAndItsWriterNoticesNothing() throws IOException {
    Path stdout = sandbox.resolve("stdout");
    try (OutputStream out =
        Files.newOutputStream(stdout, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write("0123456789".getBytes(StandardCharsets.UTF_8));
      rotate();
      assertFalse(Files.exists(sandbox.resolve("stdout.1")), "not yet too large");
      out.write("first".getBytes(StandardCharsets.UTF_8));
      rotate();
      assertEquals("0123456789first", Files.readString(sandbox.resolve("stdout.1")));
      assertEquals("", Files.readString(stdout));
      out.write("second part".getBytes(StandardCharsets.UTF_8));
      assertEquals("second part", Files.readString(stdout));
      rotate();
      assertEquals("second part", Files.readString(sandbox.resolve("stdout.1")));
    }
  }

  @Test
  void aLinkInItsPlaceIsLeftAlone() throws IOException {
    Path victim = work.resolve("victim");
    Files.writeString(victim, "much too large");
    Files.createSymbolicLink(sandbox.resolve("stdout"), victim);
    rotate();
    assertEquals("much too large", Files.readString(victim));
    Files.writeString(sandbox.resolve("stderr"), "much too large");
    Files.createSymbolicLink(sandbox.resolve(".stderr.next"), victim);
    Files.createSymbolicLink(sandbox.resolve("stderr.1"), victim);
    rotate();
    assertEquals("much too large", Files.readString(victim));
    assertEquals("", Files.readString(sandbox.resolve("stderr")));
    assertFalse(Files.isSymbolicLink(sandbox.resolve("stderr.1")), "replaced, not followed");
  }
}
