package cuesta.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real folder, the real thread. */
class PluginsFolderTest {
  @TempDir Path root;

  @Test
  void whatIsCopiedRunsAndWhatIsRemovedStops() throws Exception {
    try (Home home = new Home(root);
        PluginsFolder folder = new PluginsFolder(home.plugins, home.deployer, home.list)) {
      Files.write(home.plugins.resolve(".hidden.jar"), Jars.plugin("hidden", "a"));
      Files.write(home.plugins.resolve("half.jar.part"), Jars.plugin("half", "a"));
      folder.start();
      Files.write(home.plugins.resolve("fifo.jar"), Jars.plugin("fifo", "a"));
      await(home, List.of("fifo"));
      Files.delete(home.plugins.resolve("fifo.jar"));
      await(home, List.of());
    }
  }

  @Test
  void whatIsNotDecidedOnYetIsShown() throws Exception {
    try (Home home = new Home(root);
        PluginsFolder folder = new PluginsFolder(home.plugins, home.deployer, home.list)) {
      folder.start();
      Path file = home.plugins.resolve("fifo.jar");
      awaitRows(home, List.of("fifo.jar COMING"), () -> grow(file)); // never calm
      Files.write(file, Jars.plugin("fifo", "a"));
      awaitRows(home, List.of("fifo.jar DEPLOYED"), () -> {});
      awaitRows(home, List.of("fifo.jar DEPLOYED", "fifo.jar COMING"), () -> grow(file));
      Files.delete(file);
      awaitRows(home, List.of(), () -> {});
    }
  }

  private static void grow(Path file) {
    try {
      Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> rows(Home home) {
    return home.list.deployments().stream().map(row -> row.file() + " " + row.state()).toList();
  }

  private static void awaitRows(Home home, List<String> rows, Runnable meanwhile) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!rows(home).equals(rows) && System.nanoTime() < end) {
      meanwhile.run();
      LockSupport.parkNanos(5_000_000);
    }
    assertEquals(rows, rows(home));
  }

  private static void await(Home home, List<String> running) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!home.running().equals(running) && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    assertTrue(home.running().equals(running), home.running() + " " + home.list.history());
  }
}
