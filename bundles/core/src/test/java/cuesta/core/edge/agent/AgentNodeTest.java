package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.courier.Courier;
import cuesta.api.framework.Collected;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.Selection;
import cuesta.api.framework.TaskInfo;
import cuesta.api.isolator.ContainerSpec;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.isolator.Preparation;
import cuesta.api.launcher.EnterSpec;
import cuesta.api.launcher.Entered;
import cuesta.api.launcher.LaunchSpec;
import cuesta.api.resources.Resources;
import cuesta.core.agent.AgentConfig;
import cuesta.core.agent.Kept;
import cuesta.core.message.AgentInfo;
import cuesta.core.message.FromMaster;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent on a real disk; only isolators, launcher and master are played. */
class AgentNodeTest {
  private static final FrameworkId F = new FrameworkId("f");
  private static final AgentId ID = new AgentId("m1-S0");

  @TempDir Path work;
  private final BlockingQueue<ToMaster> said = new LinkedBlockingQueue<>();
  private final List<LaunchSpec> launched = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private AgentNode node;
  private long stream;

  private final IsolatorCalls isolators =
      new IsolatorCalls() {
        @Override
        public Answer<SortedMap<String, Preparation>> prepareAll(
            ContainerId container, Function<String, ContainerSpec> spec) {
          calls.add("prepare " + spec.apply("cgroups").sandbox().getFileName());
          TreeMap<String, Preparation> all = new TreeMap<>();
          all.put(
              "cgroups", Preparation.of(new IsolatorRecord(container, 1, new byte[] {1, 2, 3})));
          return Answer.of(all);
        }

        @Override
        public Optional<Reason> ended(ContainerId container) {
          return Optional.empty();
        }

        @Override
        public Optional<Reason> cleanupAll(ContainerId container) {
          calls.add("cleanup " + container);
          return Optional.empty();
        }
      };

  private final LauncherCalls launcher =
      new LauncherCalls() {
        @Override
        public Answer<Kept> launch(LaunchSpec spec) {
          launched.add(spec);
          return Answer.of(new Kept("posix", 1, new byte[] {9}));
        }

        @Override
        public Optional<Reason> signal(ContainerId container, int signal) {
          calls.add("signal " + signal);
          return Optional.empty();
        }

        @Override
        public Answer<Entered> enter(EnterSpec spec) {
          calls.add("enter " + spec.command());
          return Answer.of(new Entered(OptionalInt.of(0), ""));
        }

        @Override
        public Optional<Reason> cleanup(ContainerId container) {
          return Optional.empty();
        }
      };

  /** Fetches once it is allowed to. */
  private final Semaphore fetchable = new Semaphore(0);

  private final Courier courier =
      new Courier() {
        @Override
        public void fetch(Path sandbox, String user, List<Fetch> what, URI leader)
            throws IOException {
          calls.add("fetch " + what.getFirst().path());
          try {
            fetchable.acquire();
          } catch (InterruptedException e) {
            calls.add("interrupted");
            throw new InterruptedIOException("interrupted");
          }
          if (what.getFirst().path().equals("evil")) {
            throw new IOException("'../x' leads out of it");
          }
          Files.writeString(sandbox.resolve(what.getFirst().path()), user);
        }

        @Override
        public Collected collect(Path sandbox, Selection selection, URI leader) {
          return Collected.NOTHING;
        }
      };

  private final Carrier carrier =
      new Carrier(() -> Optional.of(courier), () -> Optional.of(URI.create("http://m:1")));

  private static ToAgent bringing(String task, String path) {
    TaskInfo info =
        TaskInfo.of(new TaskId(task), Resources.cpusMem(1000, 1000), CommandInfo.shell("true"))
            .withFetch(List.of(Fetch.tree("0123456789abcdef".repeat(4), path)));
    return new ToAgent.LaunchTask(new Launch(F, RoleId.DEFAULT, "", info));
  }

  private final MasterLink link =
      new MasterLink() {
        @Override
        public void send(long on, ToMaster message) {
          said.add(message);
        }

        @Override
        public void close(long on, Reason why) {
          calls.add("close " + on);
        }
      };

  private void start() throws Exception {
    AgentInfo info =
        new AgentInfo("h", "http://h", Resources.NONE, new TreeMap<>(), new TreeMap<>());
    AgentConfig config =
        new AgentConfig(
            info, work.toString(), System.getProperty("user.name"), true, new TreeMap<>());
    node = new AgentNode("slave(1)", config, isolators, launcher, link, carrier);
    node.start();
    node.slotsReady(true, Optional.empty());
    node.streamOpened(++stream);
    ToMaster.Register register = (ToMaster.Register) heard();
    says(new ToAgent.Registered(register.nonce(), ID));
    await(() -> node.state().link().isRegistered());
  }

  private void says(ToAgent body) {
    node.said(stream, new FromMaster(3, stream, body));
  }

  private ToMaster heard() throws InterruptedException {
    ToMaster message = said.poll(20, TimeUnit.SECONDS);
    assertTrue(message != null, () -> "nothing was said; state " + node.state());
    return message;
  }

  private StatusUpdate update(TaskState state) throws InterruptedException {
    StatusUpdate update = ((ToMaster.Update) heard()).update();
    assertEquals(state, update.state());
    return update;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited too long");
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static ToAgent launch(String task) {
    TaskInfo info =
        TaskInfo.of(new TaskId(task), Resources.cpusMem(1000, 1000), CommandInfo.shell("true"));
    return new ToAgent.LaunchTask(new Launch(F, RoleId.DEFAULT, "", info));
  }

  private static ToAgent acknowledge(StatusUpdate update) {
    return new ToAgent.Acknowledge(F, update.task(), update.id().orElseThrow());
  }

  @AfterEach
  void stop() throws Exception {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void aTaskFromLaunchToTheLastAcknowledgement() throws Exception {
    start();
    says(launch("t"));
    StatusUpdate running = update(TaskState.RUNNING);
    LaunchSpec spec = launched.getFirst();
    assertTrue(Files.isDirectory(spec.directory()), "the sandbox is there");
    assertEquals(1, spec.preparations().size());
    assertEquals("t", spec.environment().get("CUESTA_TASK_ID"));
    says(acknowledge(running));
    node.exited(spec.container(), 3);
    StatusUpdate failed = update(TaskState.FAILED);
    assertEquals(3, failed.exit().getAsInt());
    says(acknowledge(failed));
    await(() -> node.state().checkpoint().places().isEmpty());
    assertEquals(
        List.of("prepare " + spec.container(), "signal 9", "cleanup " + spec.container()), calls);
    assertEquals("true", node.door().status().get("registered"));
    assertEquals(Optional.of(ID), node.door().id());
  }

  @Test
  void whatATaskBringsAlongIsThereBeforeItsIsolatorsPrepare() throws Exception {
    start();
    fetchable.release();
    says(bringing("t", "src"));
    update(TaskState.RUNNING);
    LaunchSpec spec = launched.getFirst();
    assertEquals(List.of("fetch src", "prepare " + spec.container()), calls);
    assertEquals(
        System.getProperty("user.name"), Files.readString(spec.directory().resolve("src")));
  }

  @Test
  void aTaskThatCannotBringItsThingsFailsAndNeverRuns() throws Exception {
    start();
    fetchable.release();
    says(bringing("t", "evil"));
    Reason why = update(TaskState.FAILED).reason().orElseThrow();
    assertEquals(Reasons.FETCH_FAILED, why.code());
    assertTrue(why.detail().contains("'../x' leads out of it"), why.toString());
    assertEquals(List.of(), launched);
  }

  @Test
  void aKillInterruptsAFetchAndOthersGoOn() throws Exception {
    start();
    says(bringing("slow", "a"));
    await(() -> calls.contains("fetch a"));
    says(new ToAgent.KillTask(F, new TaskId("slow"), 3_000));
    StatusUpdate killed = update(TaskState.KILLED);
    says(acknowledge(killed));
    await(() -> node.state().checkpoint().places().isEmpty());
    assertTrue(calls.contains("interrupted"), calls.toString());
    assertEquals(List.of(), launched);
    fetchable.release();
    says(bringing("next", "b"));
    update(TaskState.RUNNING);
  }

  @Test
  void aFetchThatAStopInterruptedIsDoneAgainByTheSuccessor() throws Exception {
    start();
    says(bringing("t", "src"));
    await(() -> calls.contains("fetch src"));
    node.close();
    assertTrue(calls.contains("interrupted"), calls.toString());
    fetchable.release();
    start();
    update(TaskState.RUNNING);
    assertEquals(1, launched.size());
  }

  @Test
  void aSuccessorOnTheSameDirectoryKnowsWhatRan() throws Exception {
    start();
    says(launch("t"));
    StatusUpdate running = update(TaskState.RUNNING);
    ContainerId container = launched.getFirst().container();
    node.close();
    start();
    assertEquals(
        running, update(TaskState.RUNNING), "the update that nobody acknowledged, word for word");
    assertEquals(1, launched.size(), "it is not launched again");
    assertEquals(container, Recovered.launcher(node.loaded()).getFirst().container());
    assertEquals(3, Recovered.isolator(node.loaded(), "cgroups").getFirst().state().length);
    assertEquals(List.of(), Recovered.isolator(node.loaded(), "posix"));
    says(acknowledge(running));
    node.exited(container, 0);
    update(TaskState.FINISHED);
  }

  @Test
  void manyTasksAtOnceAreAllToldInTheEnd() throws Exception {
    start();
    int count = 200;
    for (int i = 0; i < count; i++) {
      says(launch("t" + i));
    }
    for (int i = 0; i < count; i++) {
      says(acknowledge(update(TaskState.RUNNING)));
    }
    launched.forEach(spec -> node.exited(spec.container(), 0));
    for (int i = 0; i < count; i++) {
      says(acknowledge(update(TaskState.FINISHED)));
    }
    await(() -> node.state().checkpoint().places().isEmpty());
  }
}
