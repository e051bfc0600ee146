package cuesta.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
        PluginsFolder folder = new PluginsFolder(home.plugins, home.deployer)) {
      Files.write(home.plugins.resolve(".hidden.jar"), Jars.plugin("hidden", "a"));
      Files.write(home.plugins.resolve("half.jar.part"), Jars.plugin("half", "a"));
      folder.start();
      Files.write(home.plugins.resolve("fifo.jar"), Jars.plugin("fifo", "a"));
      await(home, List.of("fifo"));
      Files.delete(home.plugins.resolve("fifo.jar"));
      await(home, List.of());
    }
  }

  private static void await(Home home, List<String> running) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!home.running().equals(running) && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    assertTrue(home.running().equals(running), home.running() + " " + home.list.history());
  }
}
