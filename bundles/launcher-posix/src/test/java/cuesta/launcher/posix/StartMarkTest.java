package cuesta.launcher.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.launcher.LauncherPlugin;
import cuesta.contracts.Await;
import cuesta.contracts.launcher.LauncherCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A launch returns when the process is there that becomes the command. */
class StartMarkTest extends LauncherCase {
  @Override
  protected LauncherPlugin plugin() {
    return new PosixLauncherPlugin();
  }

  @Override
  protected SortedMap<String, String> config() {
    return Collections.emptySortedMap();
  }

  @Test
  void theCommandsProcessIsThere() throws Exception {
    for (int i = 0; i < 20; i++) {
      ContainerId id = id();
      launch(spec(id, "sleep", "600"));
      Claim supervisor = layout().claim(FileName.of(id)).orElseThrow();
      assertEquals(1, Members.command(supervisor).size(), "of " + id);
      launcher.signal(id, 9, true);
      assertEquals(128 + 9, context.exit(id));
    }
  }

  @Test
  void itWaitsForAShellThatStandsStill() throws Exception {
    ContainerId id = id();
    Claim shell = shell();
    signal(shell, "STOP");
    CompletableFuture<Void> launched = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                launch(spec(id, "sleep", "600"));
                launched.complete(null);
              } catch (Exception e) {
                launched.completeExceptionally(e);
              }
            });
    Await.until(
        "the launch is written", () -> Files.exists(layout().launch(FileName.of(id))), () -> id);
    assertFalse(launched.isDone());
    signal(shell, "CONT");
    launched.join();
    assertTrue(layout().isStarted(FileName.of(id)));
  }

  @Test
  void aCommandThatCannotBeRunIsNotWaitedFor() throws Exception {
    assertEquals(127, run(spec(id(), "/no/such/program")));
  }

  private Layout layout() throws Exception {
    return Layout.create(directory.resolve("scratch"));
  }

  private Claim shell() throws Exception {
    try (var files = Files.list(directory.resolve("scratch"))) {
      Path pid = files.filter(file -> file.toString().endsWith(".pid")).findFirst().orElseThrow();
      return Claim.parse(Files.readString(pid));
    }
  }

  private static void signal(Claim shell, String name) throws Exception {
    Run.status(java.util.List.of("/bin/sh", "-c", "kill -" + name + " " + shell.pid()));
  }
}
