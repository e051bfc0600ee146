package cuesta.launcher.posix;

import cuesta.api.ContainerId;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LaunchSpec;
import cuesta.api.launcher.Launcher;
import cuesta.contracts.launcher.FakeLauncherContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * A process which launches, writes its records down and waits to be killed; or, with a third
 * argument, stops its own shell and waits for the start of one launch.
 */
final class DyingAgent {
  static final int TASKS = 10;
  static final ContainerId STOPPED = new ContainerId("stopped");

  private DyingAgent() {}

  public static void main(String[] args) throws Exception {
    Path tasks = Path.of(args[1]);
    Launcher launcher =
        new PosixLauncherPlugin()
            .open(
                new FakeLauncherContext(Path.of(args[0]), Collections.emptySortedMap(), List.of()));
    if (args.length > 2) {
      RecoveryTest.stopShell(Path.of(args[0]));
      launcher.launch(spec(STOPPED, "echo ran >>ran; exit 5", tasks));
    }
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < TASKS; i++) {
      // Half end while the agent lives and nobody writes that down, half after its death.
      String wait = i % 2 == 0 ? "" : "while ! [ -e go ]; do sleep 0.05; done; ";
      ContainerId id = new ContainerId("task-" + i);
      LaunchRecord record = launcher.launch(spec(id, wait + "exit " + i, tasks));
      records.append(Base64.getEncoder().encodeToString(record.state())).append(' ');
    }
    Files.writeString(tasks.resolve("records"), records + "\n");
    new CountDownLatch(1).await();
  }

  static LaunchSpec spec(ContainerId id, String script, Path tasks) {
    return new LaunchSpec(
        id,
        List.of("/bin/sh", "-c", script),
        new TreeMap<>(Collections.singletonMap("PATH", "/usr/bin:/bin")),
        tasks,
        System.getProperty("user.name"),
        List.of());
  }

  static List<LaunchRecord> records(Path tasks) throws IOException {
    List<LaunchRecord> records = new ArrayList<>();
    for (String state : Files.readString(tasks.resolve("records")).strip().split(" ")) {
      ContainerId id = new ContainerId("task-" + records.size());
      records.add(new LaunchRecord(id, Records.SCHEMA, Base64.getDecoder().decode(state)));
    }
    return records;
  }
}
