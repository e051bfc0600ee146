package cuesta.contracts.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.launcher.LaunchRecord;
import cuesta.contracts.Await;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every launcher does with signals, restarts and what is left behind. */
public abstract class SignalContract extends LauncherCase {
  /** Leaves a process that is no child, in another session, then goes on. */
  private static final String DOUBLE_FORK = "(setsid sh -c 'echo $$ >daemon; exec sleep 600' &) ; ";

  @Test
  void aSignalEndsTheCommand() throws Exception {
    ContainerId id = id();
    launch(spec(id, "sleep", "600"));
    launcher.signal(id, 15, false);
    assertEquals(128 + 15, context.exit(id));
  }

  @Test
  void otherSignalsArriveToo() throws Exception {
    ContainerId id = id();
    launch(
        spec(id, "sh", "-c", "trap 'exit 7' USR1; echo $$ >ready; while :; do sleep 0.05; done"));
    awaitText(id, "ready");
    launcher.signal(id, 10, false);
    assertEquals(7, context.exit(id));
  }

  @Test
  void aSignalRightAfterTheLaunchIsNotLost() throws Exception {
    for (int signal : new int[] {15, 9}) {
      for (int i = 0; i < 20; i++) {
        ContainerId id = id();
        launch(spec(id, "sleep", "600"));
        launcher.signal(id, signal, true);
        assertEquals(128 + signal, context.exit(id));
      }
    }
  }

  @Test
  void aGracefulEndOfTheTreeLetsTheCommandChooseItsStatus() throws Exception {
    ContainerId id = id();
    launch(
        spec(
            id,
            "sh",
            "-c",
            DOUBLE_FORK + "trap 'exit 9' TERM; echo $$ >ready; while :; do sleep 0.05; done"));
    awaitText(id, "ready");
    String daemon = awaitText(id, "daemon");
    launcher.signal(id, 15, true);
    assertEquals(9, context.exit(id));
    awaitGone(daemon);
  }

  @Test
  void killingTheTreeReachesDoubleForkedChildren() throws Exception {
    ContainerId id = id();
    launch(
        spec(id, "sh", "-c", DOUBLE_FORK + "sleep 600 & echo $! >child; trap '' TERM; sleep 600"));
    String daemon = awaitText(id, "daemon");
    String child = awaitText(id, "child");
    launcher.signal(id, 9, true);
    assertEquals(128 + 9, context.exit(id));
    awaitGone(daemon);
    awaitGone(child);
  }

  @Test
  void whatAnEndedContainerLeftBehindCanBeKilled() throws Exception {
    ContainerId id = id();
    assertEquals(0, run(spec(id, "sh", "-c", DOUBLE_FORK + "while ! [ -s daemon ]; do :; done")));
    String daemon = awaitText(id, "daemon");
    launcher.signal(id, 9, true);
    awaitGone(daemon);
  }

  @Test
  void killingOneContainerLeavesOthersAlone() throws Exception {
    ContainerId one = id();
    ContainerId other = id();
    launch(spec(one, "sleep", "600"));
    launch(spec(other, "sh", "-c", "echo $$ >ready; exec sleep 600"));
    awaitText(other, "ready");
    launcher.signal(one, 9, true);
    assertEquals(128 + 9, context.exit(one));
    assertFalse(context.exits().containsKey(other));
    launcher.signal(other, 15, true);
    assertEquals(128 + 15, context.exit(other));
  }

  @Test
  void aTaskThatSignalsItsOwnGroupReachesOnlyItself() throws Exception {
    ContainerId other = id();
    launch(spec(other, "sh", "-c", "echo $$ >ready; exec sleep 600"));
    awaitText(other, "ready");
    assertEquals(128 + 9, run(spec(id(), "sh", "-c", "kill -9 0; sleep 600")));
    assertEquals(0, run(spec(id(), "true")));
    launcher.signal(other, 15, true);
    assertEquals(128 + 15, context.exit(other), "the other one's supervisor was not hit");
  }

  @Test
  void unknownAndEndedContainersAreNoError() throws Exception {
    launcher.signal(id(), 9, true);
    launcher.signal(id(), 15, false);
    launcher.cleanup(id());
    ContainerId id = id();
    assertEquals(0, run(spec(id, "true")));
    launcher.signal(id, 15, false);
    launcher.signal(id, 15, true);
    launcher.signal(id, 9, true);
    launcher.cleanup(id);
    launcher.cleanup(id);
    launcher.signal(id, 9, true);
  }

  @Test
  void runningContainersAreAdoptedAndTheirEndsReported() throws Exception {
    List<LaunchRecord> records = new ArrayList<>();
    ContainerId id = id();
    records.add(launch(spec(id, "sh", "-c", "while ! [ -e go ]; do sleep 0.05; done; exit 6")));
    launcher.close();
    reopen(records);
    java.nio.file.Files.createFile(sandbox(id).resolve("go"));
    assertEquals(6, context.exit(id));
  }

  @Test
  void endsThatNobodySawAreReportedAtTheNextOpen() throws Exception {
    List<LaunchRecord> records = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      records.add(launch(spec(id(), "sh", "-c", "echo $$ >pid; exit " + (40 + i))));
    }
    launcher.close();
    for (LaunchRecord record : records) {
      awaitGone(awaitText(record.container(), "pid"));
    }
    reopen(records);
    for (int i = 0; i < 5; i++) {
      assertEquals(40 + i, context.exit(records.get(i).container()));
    }
  }

  @Test
  void anAdoptedContainerCanBeSignalled() throws Exception {
    ContainerId id = id();
    LaunchRecord record = launch(spec(id, "sh", "-c", DOUBLE_FORK + "exec sleep 600"));
    String daemon = awaitText(id, "daemon");
    launcher.close();
    reopen(List.of(record));
    launcher.signal(id, 9, true);
    assertEquals(128 + 9, context.exit(id));
    awaitGone(daemon);
  }

  @Test
  void aContainerWhoseRecordWasLostIsFoundAgainByItsId() throws Exception {
    ContainerId id = id();
    launch(spec(id, "sh", "-c", "echo $$ >>pids; exec sleep 600"));
    awaitText(id, "pids");
    launcher.close();
    reopen(List.of());
    launcher.launch(spec(id, "sh", "-c", "echo $$ >>pids; exec sleep 600"));
    launcher.signal(id, 9, true);
    assertEquals(128 + 9, context.exit(id));
    assertEquals(1, awaitText(id, "pids").lines().count(), "it was started once");
  }

  @Test
  void aRecordOfAnUnknownSchemaIsRefused() throws Exception {
    launcher.close();
    Exception refused = null;
    try {
      reopen(List.of(new LaunchRecord(id(), 4711, new byte[0])));
      launcher.close();
    } catch (Exception e) {
      refused = e;
    }
    assertNotEquals(null, refused);
    assertTrue(refused.getMessage().contains("4711"), refused.getMessage());
    reopen(List.of());
  }

  @Test
  void closingEndsThreadsAndLeavesContainersRunning() throws Exception {
    ContainerId id = id();
    LaunchRecord record = launch(spec(id, "sh", "-c", "echo $$ >pid; exec sleep 600"));
    String pid = awaitText(id, "pid");
    launcher.close();
    Await.until(
        "no thread is left",
        () -> Thread.getAllStackTraces().keySet().stream().noneMatch(SignalContract::isOurs),
        () -> Thread.getAllStackTraces().keySet());
    assertTrue(ProcessHandle.of(Long.parseLong(pid)).isPresent());
    reopen(List.of(record));
  }

  private static boolean isOurs(Thread thread) {
    return thread.getName().endsWith("-test"); // launchers name threads after the node
  }
}
