package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxesTest {
  private static final String ME = System.getProperty("user.name");
  private static final String RUNS = "slaves/a/frameworks/f/executors/t/runs";

  @TempDir Path work;

  private Path run(String container) {
    return work.resolve(RUNS).resolve(container);
  }

  @Test
  void isClosedToOthersAndLatestPointsToTheNewest() throws IOException {
    Sandboxes sandboxes = new Sandboxes(ME, true);
    assertEquals(Optional.empty(), sandboxes.create(run("c1"), ME));
    assertEquals(
        "rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(run("c1"))));
    assertEquals(run("c1").toRealPath(), run("latest").toRealPath());
    assertEquals(Optional.empty(), sandboxes.create(run("c2"), ME));
    assertEquals(run("c2").toRealPath(), run("latest").toRealPath());
    assertEquals(Optional.empty(), sandboxes.create(run("c2"), ME), "again is fine");
  }

  @Test
  void anUnknownUserIsSaidToBeThat() {
    Optional<Reason> refused = new Sandboxes(ME, true).create(run("c"), "no-such-user-here");
    assertEquals(Reasons.USER_UNKNOWN, refused.orElseThrow().code());
    assertEquals("no-such-user-here", refused.orElseThrow().subject());
  }

  @Test
  void belongsToTheUserAndRootBehindAnotherNameIsFound() throws IOException {
    assumeTrue(ME.equals("root"), "skipped: only root can give a directory away");
    Sandboxes sandboxes = new Sandboxes(ME, false);
    assertEquals(Optional.empty(), sandboxes.create(run("c"), "nobody"));
    assertEquals("nobody", Files.getOwner(run("c")).getName());
    assertEquals(Reasons.ROOT_REFUSED, sandboxes.create(run("d"), "0").orElseThrow().code());
  }

  private void sandbox(String container, Duration age, Instant now) throws IOException {
    Files.createDirectories(run(container).resolve("deep/er"));
    Files.writeString(run(container).resolve("deep/er/file"), "x");
    Files.setLastModifiedTime(run(container), FileTime.from(now.minus(age)));
  }

  @Test
  void theSweepTakesWhatIsOldAndOverAndNothingElse() throws IOException {
    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    sandbox("old", Duration.ofDays(8), now);
    sandbox("young", Duration.ofDays(1), now);
    sandbox("live", Duration.ofDays(30), now);
    Path outside = Files.createDirectories(work.resolve("outside"));
    Files.writeString(outside.resolve("keep"), "x");
    Files.createSymbolicLink(run("old").resolve("deep/link"), outside);
    Files.setLastModifiedTime(run("old"), FileTime.from(now.minus(Duration.ofDays(8))));
    TreeSet<ContainerId> known = new TreeSet<>();
    known.add(new ContainerId("live"));
    SandboxSweep sweep = new SandboxSweep(work, known::contains);
    assertEquals(1, sweep.sweep(now, SandboxSweep.maxAge(0.1)));
    assertFalse(Files.exists(run("old")));
    assertTrue(Files.exists(run("young")) && Files.exists(run("live")));
    assertTrue(Files.exists(outside.resolve("keep")), "links are not followed");
    assertEquals(1, sweep.sweep(now, SandboxSweep.maxAge(0.95)), "the disk is full");
    assertTrue(Files.exists(run("live")));
    known.clear();
    assertEquals(1, sweep.sweep(now, Duration.ofMinutes(1)));
    assertFalse(Files.exists(work.resolve("slaves/a/frameworks/f")), "empty parents go too");
    assertEquals(0, sweep.sweep(now, Duration.ofMinutes(1)));
  }

  @Test
  void theFullerTheDiskTheShorterTheyStay() {
    assertEquals(Duration.ofDays(7).multipliedBy(9).dividedBy(10), SandboxSweep.maxAge(0));
    assertEquals(Duration.ofDays(7).multipliedBy(4).dividedBy(10), SandboxSweep.maxAge(0.5));
    assertEquals(SandboxSweep.LEAST, SandboxSweep.maxAge(0.9));
    assertEquals(SandboxSweep.LEAST, SandboxSweep.maxAge(1));
  }

  @Test
  void theTimeOfTheEndIsWhatCounts() throws IOException {
    Instant end = Instant.parse("2029-01-01T00:00:00Z");
    new Sandboxes(ME, true).create(run("c"), ME);
    Sandboxes.ended(run("c"), end);
    assertEquals(end, Files.getLastModifiedTime(run("c")).toInstant());
    Sandboxes.ended(run("never-made"), end);
    assertEquals(
        1, new SandboxSweep(work, id -> false).sweep(end.plusSeconds(60), Duration.ofMinutes(1)));
  }
}
