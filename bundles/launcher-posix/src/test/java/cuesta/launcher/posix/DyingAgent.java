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

/** A process which launches, writes its records down and waits to be killed. */
final class DyingAgent {
  static final int TASKS = 10;

  private DyingAgent() {}

  public static void main(String[] args) throws Exception {
    Path tasks = Path.of(args[1]);
    Launcher launcher =
        new PosixLauncherPlugin()
            .open(
                new FakeLauncherContext(Path.of(args[0]), Collections.emptySortedMap(), List.of()));
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < TASKS; i++) {
      // Half end while the agent lives and nobody writes that down, half after its death.
      String wait = i % 2 == 0 ? "" : "while ! [ -e go ]; do sleep 0.05; done; ";
      LaunchRecord record =
          launcher.launch(
              new LaunchSpec(
                  new ContainerId("task-" + i),
                  List.of("/bin/sh", "-c", wait + "exit " + i),
                  new TreeMap<>(Collections.singletonMap("PATH", "/usr/bin:/bin")),
                  tasks,
                  System.getProperty("user.name"),
                  List.of()));
      records.append(Base64.getEncoder().encodeToString(record.state())).append(' ');
    }
    Files.writeString(tasks.resolve("records"), records + "\n");
    new CountDownLatch(1).await();
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
