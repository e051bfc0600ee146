package cuesta.contracts.launcher;

import cuesta.api.ContainerId;
import cuesta.api.isolator.Preparation;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LaunchSpec;
import cuesta.api.launcher.Launcher;
import cuesta.api.launcher.LauncherPlugin;
import cuesta.contracts.Await;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A launcher on a directory of its own, and the few things one does with it. */
public abstract class LauncherCase {
  /** Below it everything a test writes. */
  @TempDir protected Path directory;

  /** The context of the launcher that is open. */
  protected FakeLauncherContext context;

  /** The launcher that is open. */
  protected Launcher launcher;

  private final List<LaunchRecord> started = new ArrayList<>();

  /**
   * The plugin under test.
   *
   * @return a new one
   */
  protected abstract LauncherPlugin plugin();

  /**
   * Its configuration.
   *
   * @return keys and values
   */
  protected SortedMap<String, String> config() {
    return Collections.emptySortedMap();
  }

  /** Opens a launcher that knows of nothing. */
  @BeforeEach
  protected void open() throws Exception {
    Files.createDirectories(directory.resolve("scratch"));
    reopen(List.of());
  }

  /** Ends whatever a failed test left running. */
  @AfterEach
  protected void end() throws Exception {
    for (LaunchRecord record : started) {
      launcher.signal(record.container(), 9, true);
      context.exit(record.container());
      launcher.signal(record.container(), 9, true);
      launcher.cleanup(record.container());
    }
    launcher.close();
  }

  /**
   * Opens a launcher, as after a restart.
   *
   * @param recovered what it has to adopt
   * @throws Exception if it refuses
   */
  protected void reopen(List<LaunchRecord> recovered) throws Exception {
    context = new FakeLauncherContext(directory.resolve("scratch"), config(), recovered);
    launcher = plugin().open(context);
  }

  /** A new id. */
  protected static ContainerId id() {
    return new ContainerId(UUID.randomUUID().toString());
  }

  /** The directory of a container, made when first asked for. */
  protected Path sandbox(ContainerId id) throws Exception {
    return Files.createDirectories(directory.resolve("sandboxes").resolve(id.value()));
  }

  /** A specification with nothing special in it. */
  protected LaunchSpec spec(ContainerId id, String... command) throws Exception {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    return new LaunchSpec(
        id, List.of(command), environment, sandbox(id), System.getProperty("user.name"), List.of());
  }

  /** The same with another environment. */
  protected static LaunchSpec with(LaunchSpec spec, SortedMap<String, String> environment) {
    return new LaunchSpec(
        spec.container(),
        spec.command(),
        environment,
        spec.directory(),
        spec.user(),
        spec.preparations());
  }

  /** The same with preparations. */
  protected static LaunchSpec with(LaunchSpec spec, List<Preparation> preparations) {
    return new LaunchSpec(
        spec.container(),
        spec.command(),
        spec.environment(),
        spec.directory(),
        spec.user(),
        preparations);
  }

  /** The same for another user. */
  protected static LaunchSpec as(LaunchSpec spec, String user) {
    return new LaunchSpec(
        spec.container(),
        spec.command(),
        spec.environment(),
        spec.directory(),
        user,
        spec.preparations());
  }

  /** Launches, and remembers to end it. */
  protected LaunchRecord launch(LaunchSpec spec) throws Exception {
    LaunchRecord record = launcher.launch(spec);
    started.add(record);
    return record;
  }

  /** Launches a command and waits for its status. */
  protected int run(LaunchSpec spec) throws Exception {
    launch(spec);
    return context.exit(spec.container());
  }

  /** Waits until a file in the sandbox has a whole line, and gives its text. */
  protected String awaitText(ContainerId id, String name) throws Exception {
    Path file = sandbox(id).resolve(name);
    Await.until(name + " of " + id, () -> text(file).endsWith("\n"), () -> "'" + text(file) + "'");
    return text(file).strip();
  }

  /** The text of a file; empty if it is not there. */
  protected static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Waits until a process is gone, or only waits to be reaped. */
  protected static void awaitGone(String pid) throws Exception {
    Await.until(
        "end of process " + pid,
        () -> {
          String text = stat(pid);
          return text.isEmpty() || text.substring(text.lastIndexOf(')')).startsWith(") Z");
        },
        () -> stat(pid));
  }

  /** Empty if it is gone, which the kernel may say only when the open file is read. */
  private static String stat(String pid) {
    try {
      return Files.readString(Path.of("/proc", pid, "stat"));
    } catch (java.io.IOException e) {
      return "";
    }
  }
}
