package cuesta.framework.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.TaskInfo;
import cuesta.contracts.framework.fakes.FakeTask;
import cuesta.contracts.framework.fakes.FakeUpdate;
import cuesta.contracts.framework.fakes.ScriptedMaster;
import cuesta.contracts.framework.fakes.ScriptedSession;
import cuesta.framework.run.engine.Request;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunChange;
import cuesta.framework.run.engine.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random offers, updates, losses and crashes: no run is lost, none runs twice at a time, nothing
 * leaves before it is durable, and what is said at the end is true.
 */
class RunSimulationTest {
  private static final int STEPS = 400;
  private static final int SETTLING = 5_000;

  private final RunCodec codec = new RunCodec();
  private final TreeMap<Long, Run> answered = new TreeMap<>();
  private ScriptedMaster master;
  private SteppedRun run;
  private Random random;
  private long calls;

  @Property(tries = 400)
  void nothingIsLostNothingRunsTwiceAndStatusesAreTrue(@ForAll long seed) {
    random = new Random(seed);
    answered.clear();
    calls = 0;
    master =
        new ScriptedMaster()
            .with("a1", "cpus:4;mem:4096;ports:[31000-31010]")
            .with("a2", "cpus:2;mem:1024")
            .with("a3", "cpus:1;mem:512;ports:[31000-31001]");
    master.onLaunch(this::checkLaunch);
    master.onAcknowledge(this::checkAcknowledgement);
    begin();
    for (int i = 0; i < STEPS; i++) {
      step();
      checkNoneTwice();
    }
    settle();
    assertEquals(List.of(), master.violations());
    checkEnds();
  }

  private void begin() {
    ScriptedSession session = master.open();
    run = new SteppedRun(session, random.nextLong(), answered);
    master.subscribe(session, run);
  }

  private void step() {
    switch (random.nextInt(20)) {
      case 0, 1 -> request();
      case 2 -> kill();
      case 3, 4 -> master.offer();
      case 5, 6, 7, 8 -> master.deliver();
      case 9, 10, 11, 12 -> master.decide();
      case 13, 14, 15 -> progress(true);
      case 16 -> oneTask().ifPresent(master::repeat);
      case 17 -> rare();
      case 18 -> run.fireTimer();
      default -> master.offered().stream().findAny().ifPresent(this::maybeRescind);
    }
  }

  private void maybeRescind(cuesta.api.OfferId offer) {
    if (random.nextInt(3) == 0) {
      master.rescind(offer);
    }
  }

  private void rare() {
    AgentId agent = new AgentId("a" + (1 + random.nextInt(3)));
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        run.crash();
        master.disconnect();
        begin();
      }
      case 2 -> master.away(agent, true);
      case 3 -> master.away(agent, false);
      default -> master.giveUp(agent);
    }
  }

  private void request() {
    if (run.isReady()) {
      run.request(
          new Request(
              List.of("true"),
              false,
              500L * (1 + random.nextInt(4)),
              64_000L * (1 + random.nextInt(4)),
              0,
              random.nextInt(5) == 0 ? 2 : 0,
              new TreeMap<>(),
              "t",
              "",
              RoleId.DEFAULT,
              Duration.ofSeconds(3),
              "tester",
              ""),
          ++calls);
    }
  }

  private void kill() {
    if (run.isReady()) {
      run.kill(1 + random.nextInt(10), ++calls);
    }
  }

  private java.util.Optional<TaskId> oneTask() {
    List<TaskId> ids = new ArrayList<>(master.tasks().keySet());
    return ids.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(ids.get(random.nextInt(ids.size())));
  }

  private void progress(boolean faults) {
    oneTask().ifPresent(id -> progress(master.tasks().get(id), faults));
  }

  private void progress(FakeTask task, boolean faults) {
    if (task.truth() == TaskState.STAGING) {
      if (faults && random.nextInt(4) == 0) {
        master.drop(task.id());
      } else if (master.isKilled(task.id()) && random.nextBoolean()) {
        master.become(task.id(), TaskState.KILLED, -1);
      } else {
        master.become(task.id(), TaskState.RUNNING, -1);
      }
    } else if (task.truth() == TaskState.RUNNING) {
      if (master.isKilled(task.id())) {
        master.become(task.id(), TaskState.KILLED, 143);
      } else if (random.nextInt(3) == 0) {
        master.become(task.id(), TaskState.FAILED, 1 + random.nextInt(200));
      } else {
        master.become(task.id(), TaskState.FINISHED, 0);
      }
    }
  }

  private Run stored(TaskId task) {
    long number = RunState.numberOf(task.value()).orElseThrow();
    var entry = master.store().entries().get(RunCodec.key(number));
    return entry == null ? null : ((RunChange.Kept) codec.read(entry)).run();
  }

  private void checkLaunch(TaskInfo task) {
    Run kept = stored(task.id());
    assertNotNull(kept, () -> task.id() + " was launched without an intent");
    assertEquals(task.id(), kept.task());
    assertTrue(kept.launch().at().isPresent());
  }

  private void checkAcknowledgement(FakeUpdate update) {
    Run kept = stored(update.task());
    if (kept == null || !kept.task().equals(update.task()) || kept.ended().isPresent()) {
      return;
    }
    assertTrue(
        !update.state().isTerminal() && kept.started().isPresent(),
        () -> update + " was acknowledged, but kept is " + kept);
  }

  private void checkNoneTwice() {
    TreeMap<Long, TaskId> alive = new TreeMap<>();
    for (FakeTask task : master.tasks().values()) {
      if (task.isAlive()) {
        TaskId other = alive.put(RunState.numberOf(task.id().value()).orElseThrow(), task.id());
        assertTrue(other == null, () -> task.id() + " and " + other + " run at a time");
      }
    }
  }

  /** Faults stop; then everything has to come to its end. */
  private void settle() {
    for (int i = 1; i <= 3; i++) {
      master.away(new AgentId("a" + i), false);
    }
    for (int i = 0; i < SETTLING; i++) {
      boolean moved = master.decide() | master.deliver();
      if (!moved) {
        if (isSettled()) {
          return;
        }
        master.forgetFilters();
        master.offer();
        progress(false);
        oneTask().ifPresent(master::repeat);
        run.fireTimer();
      }
      checkNoneTwice();
    }
    throw new AssertionError(
        "not settled: waiting "
            + run.committed().launches().waiting()
            + ", live "
            + run.committed().launches().live()
            + ", asking "
            + run.committed().launches().asking());
  }

  private boolean isSettled() {
    return run.isReady()
        && !run.isBehind()
        && run.committed().launches().waiting().isEmpty()
        && run.committed().launches().live().isEmpty()
        && master.tasks().values().stream().noneMatch(FakeTask::isAlive);
  }

  private void checkEnds() {
    answered.values().forEach(run -> assertNotNull(stored(run.task()), "lost: " + run.id()));
    for (Run kept : run.committed().runs().values()) {
      assertEquals(kept, stored(kept.task()));
      FakeTask task = master.tasks().get(kept.task());
      switch (kept.state()) {
        case FINISHED, FAILED -> {
          assertEquals(task.truth(), kept.state(), kept::toString);
          assertEquals(task.exit(), kept.exit().orElseThrow());
        }
        case KILLED -> assertTrue(kept.kill().isPresent(), kept::toString);
        case GONE, DROPPED -> assertEquals(-1, kept.exit().orElseThrow());
        default -> throw new AssertionError("ended as " + kept);
      }
    }
  }
}
