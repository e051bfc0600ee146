package cuesta.contracts.isolator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.isolator.ContainerSpec;
import cuesta.api.isolator.Isolator;
import cuesta.api.isolator.IsolatorPlugin;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.isolator.Preparation;
import cuesta.api.resources.Resources;
import cuesta.contracts.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every isolator must do. A subclass gives the plugin, and adds what its kind promises. */
public abstract class IsolatorContract {
  /** Below it everything a test writes. */
  @TempDir protected Path directory;

  /** The context of the isolator that is open. */
  protected FakeIsolatorContext context;

  /** The isolator that is open. */
  protected Isolator isolator;

  /**
   * The plugin under test.
   *
   * @return a new one
   */
  protected abstract IsolatorPlugin plugin();

  /**
   * Its configuration.
   *
   * @return keys and values
   */
  protected SortedMap<String, String> config() {
    return Collections.emptySortedMap();
  }

  /** Opens an isolator that knows of nothing. */
  @BeforeEach
  protected void open() throws Exception {
    Files.createDirectories(directory.resolve("scratch"));
    reopen(List.of());
  }

  /** Closes it. */
  @AfterEach
  protected void close() throws Exception {
    if (isolator != null) {
      isolator.close();
    }
  }

  /**
   * Opens an isolator, as after a restart or a swap.
   *
   * @param recovered what it has to adopt
   * @throws Exception if it refuses
   */
  protected void reopen(List<IsolatorRecord> recovered) throws Exception {
    context = new FakeIsolatorContext(directory.resolve("scratch"), config(), recovered);
    isolator = plugin().open(context);
  }

  /** A container with so many thousandths of cpus and MB. */
  protected ContainerSpec spec(long cpusMilli, long memMilli) throws Exception {
    ContainerId id = new ContainerId(UUID.randomUUID().toString());
    Resources resources = Resources.cpusMem(cpusMilli, memMilli);
    return new ContainerSpec(
        id,
        Optional.empty(),
        resources,
        resources,
        Files.createDirectories(directory.resolve("sandboxes").resolve(id.value())),
        System.getProperty("user.name"),
        Collections.emptySortedMap());
  }

  /** The same with settings. */
  protected static ContainerSpec with(ContainerSpec spec, String... settings) {
    SortedMap<String, String> all = new TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new ContainerSpec(
        spec.id(), spec.parent(), spec.requests(), spec.limits(), spec.sandbox(), spec.user(), all);
  }

  @Test
  void preparingTwiceGivesTheSameEnd() throws Exception {
    ContainerSpec spec = spec(500, 64_000);
    Preparation first = isolator.prepare(spec);
    Preparation second = isolator.prepare(spec);
    assertEquals(spec.id(), first.record().container());
    assertEquals(first.cgroups(), second.cgroups());
    assertEquals(first.limits(), second.limits());
    assertEquals(first.environment(), second.environment());
    assertEquals(first.wrapper(), second.wrapper());
    assertEquals(first.record().schema(), second.record().schema());
    assertArrayEquals(first.record().state(), second.record().state());
    isolator.cleanup(spec.id());
  }

  @Test
  void cleanupRemovesAllAndMayBeRepeated() throws Exception {
    ContainerSpec spec = spec(500, 64_000);
    Preparation prepared = isolator.prepare(spec);
    isolator.cleanup(spec.id());
    isolator.cleanup(spec.id());
    for (Path cgroup : prepared.cgroups()) {
      assertFalse(Files.exists(cgroup), cgroup + " is left");
    }
  }

  @Test
  void unknownContainersAreNoError() throws Exception {
    ContainerId unknown = new ContainerId("nobody-knows-me");
    isolator.update(unknown, Resources.cpusMem(1000, 64_000));
    isolator.cleanup(unknown);
    assertTrue(isolator.usage(unknown).isEmpty());
    assertEquals(Optional.empty(), isolator.ended(unknown));
  }

  @Test
  void aContainerThatPassedNoLimitHasNoReason() throws Exception {
    ContainerSpec spec = spec(500, 64_000);
    isolator.prepare(spec);
    assertEquals(Optional.empty(), isolator.ended(spec.id()));
    assertEquals(Optional.empty(), isolator.ended(spec.id()));
    isolator.cleanup(spec.id());
  }

  @Test
  void limitsMayBeRaisedAndLowered() throws Exception {
    ContainerSpec spec = spec(500, 64_000);
    isolator.prepare(spec);
    isolator.update(spec.id(), Resources.cpusMem(2000, 128_000));
    isolator.update(spec.id(), Resources.cpusMem(100, 48_000));
    isolator.cleanup(spec.id());
  }

  @Test
  void containersAreAdoptedFromTheirRecords() throws Exception {
    ContainerSpec spec = spec(500, 64_000);
    Preparation prepared = isolator.prepare(spec);
    isolator.close();
    reopen(List.of(prepared.record()));
    for (Path cgroup : prepared.cgroups()) {
      assertTrue(Files.isDirectory(cgroup), cgroup + " is gone");
    }
    isolator.update(spec.id(), Resources.cpusMem(1000, 96_000));
    assertEquals(Optional.empty(), isolator.ended(spec.id()));
    isolator.cleanup(spec.id());
    for (Path cgroup : prepared.cgroups()) {
      assertFalse(Files.exists(cgroup), cgroup + " is left");
    }
  }

  @Test
  void whatWasPreparedBeforeACrashCanBeCleanedWithoutItsRecord() throws Exception {
    ContainerSpec spec = spec(500, 64_000);
    Preparation prepared = isolator.prepare(spec);
    isolator.close();
    reopen(List.of());
    isolator.cleanup(spec.id());
    for (Path cgroup : prepared.cgroups()) {
      assertFalse(Files.exists(cgroup), cgroup + " is left");
    }
  }

  @Test
  void aRecordOfAnUnknownSchemaIsRefused() throws Exception {
    isolator.close();
    isolator = null;
    IsolatorRecord odd = new IsolatorRecord(new ContainerId("c"), 4711, new byte[0]);
    Exception refused = assertThrows(Exception.class, () -> reopen(List.of(odd)));
    assertTrue(refused.getMessage().contains("4711"), refused.getMessage());
  }

  @Test
  void anUnknownSettingIsRefusedByName() throws Exception {
    ContainerSpec spec = with(spec(500, 64_000), "no-such-setting", "1");
    Exception refused = assertThrows(Exception.class, () -> isolator.prepare(spec));
    assertTrue(refused.getMessage().contains("no-such-setting"), refused.getMessage());
    isolator.cleanup(spec.id());
  }

  @Test
  void closingEndsThreadsAndKeepsContainers() throws Exception {
    ContainerSpec spec = spec(500, 64_000);
    Preparation prepared = isolator.prepare(spec);
    isolator.close();
    Await.until(
        "no thread is left",
        () -> Thread.getAllStackTraces().keySet().stream().noneMatch(IsolatorContract::isOurs),
        () -> Thread.getAllStackTraces().keySet());
    for (Path cgroup : prepared.cgroups()) {
      assertTrue(Files.isDirectory(cgroup), cgroup + " is gone");
    }
    reopen(List.of(prepared.record()));
    isolator.cleanup(spec.id());
  }

  private static boolean isOurs(Thread thread) {
    return thread.getName().endsWith("-test"); // isolators name threads after the node
  }
}
