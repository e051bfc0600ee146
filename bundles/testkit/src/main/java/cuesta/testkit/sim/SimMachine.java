package cuesta.testkit.sim;

import cuesta.api.ContainerId;
import cuesta.core.agent.AgentChange;
import cuesta.core.agent.AgentEvent;
import cuesta.core.agent.CheckKind;
import cuesta.core.agent.Plan;
import cuesta.engine.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What outlives an agent process: its disk, and the processes it started. */
final class SimMachine {
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;

  /**
   * How old a write may be that a machine crash still loses: the agent's journal is synced that
   * often.
   */
  private static final long UNSYNCED = 50 * World.MILLI;

  /** A started container. */
  private static final class Process {
    boolean running = true;
    boolean ready;
    int status;
  }

  private final World world;
  private final SplitMix random;
  private final Starts starts;
  private final Map<ContainerId, Process> processes = new TreeMap<>();
  private final Map<ContainerId, Long> cleanedAt = new TreeMap<>();
  private final List<AgentChange> disk = new ArrayList<>();
  private final List<Long> writtenAt = new ArrayList<>();
  private int synced;
  private boolean rebooted;
  private SimAgent agent;

  SimMachine(World world, Starts starts) {
    this.world = world;
    this.starts = starts;
    random = world.random();
  }

  void runs(SimAgent started) {
    agent = started;
  }

  // ---- the disk

  void write(List<AgentChange> changes) {
    disk.addAll(changes);
    changes.forEach(change -> writtenAt.add(world.now()));
    if (changes.stream().anyMatch(AgentChange.Synced.class::isInstance)) {
      synced = disk.size();
    }
  }

  List<AgentChange> disk() {
    return List.copyOf(disk);
  }

  /** The machine crashes: what was not synced is gone, and so is everything that ran. */
  void crash() {
    agent.runner.applied().checkpoint().id().ifPresent(starts::crashed);
    while (disk.size() > synced && writtenAt.getLast() > world.now() - UNSYNCED) {
      disk.removeLast();
      writtenAt.removeLast();
    }
    processes.keySet().forEach(starts::lost);
    cleanedAt.values().removeIf(at -> at < world.now() - UNSYNCED);
    cleanedAt.keySet().forEach(starts::lost);
    processes.clear();
    rebooted = true;
  }

  /** Whether the machine was started anew since an agent last recorded its boot. */
  boolean isRebooted() {
    return rebooted;
  }

  /** All that the crash ended is recorded. */
  void bootRecorded() {
    rebooted = false;
  }

  // ---- the processes

  /** A planted bug: the launcher forgot that it had started the container. */
  void startTwice(ContainerId id) {
    Process process = processes.get(id);
    if (process != null && process.running) {
      starts.startedAgain(id);
    }
  }

  /** Starts the container, or says that it was started already. */
  void start(Plan plan) {
    if (processes.containsKey(plan.container())) {
      return;
    }
    starts.started(plan);
    Process process = new Process();
    processes.put(plan.container(), process);
    if (SimFramework.isService(plan.command())) {
      return; // until it is killed
    }
    long runs = random.below(20_000) * World.MILLI;
    int status = random.chance(0.8) ? 0 : 1 + random.below(5);
    world.schedule(runs, () -> end(plan.container(), process, status));
  }

  /** Looks at a process. In the storm it is ready now and then; afterwards it stays as it is. */
  AgentEvent.Outcome probe(ContainerId id, CheckKind kind) {
    Process process = processes.get(id);
    if (process == null || !process.running) {
      return AgentEvent.Outcome.FAILED;
    }
    if (kind == CheckKind.HEALTH) {
      return world.isFaulty() && random.chance(0.1)
          ? AgentEvent.Outcome.FAILED
          : AgentEvent.Outcome.PASSED;
    }
    if (world.isFaulty() && random.chance(0.3)) {
      process.ready = !process.ready;
      starts.ready(id, process.ready);
    }
    return process.ready ? AgentEvent.Outcome.PASSED : AgentEvent.Outcome.FAILED;
  }

  private void end(ContainerId id, Process process, int status) {
    if (process.running && processes.get(id) == process) {
      process.running = false;
      process.status = status;
      starts.ended(id, OptionalInt.of(status));
      report(id, process);
    }
  }

  private void report(ContainerId id, Process process) {
    if (agent != null && agent.isAlive()) {
      agent.exited(id, process.status);
    }
  }

  void signal(ContainerId id, int signal) {
    Process process = processes.get(id);
    if (process == null) {
      return;
    }
    if (signal == 9) {
      end(id, process, KILLED);
    } else if (random.chance(0.7)) { // some ignore it
      world.schedule(random.below(2_000) * World.MILLI, () -> end(id, process, TERMINATED));
    }
  }

  /** What a launcher says of a container it should know from a record. */
  void adopt(ContainerId id) {
    Process process = processes.get(id);
    if (process == null) {
      agent.exited(id, -1);
    } else if (!process.running) {
      report(id, process);
    }
  }

  void cleanup(ContainerId id) {
    if (processes.remove(id) != null) {
      cleanedAt.put(id, world.now());
    }
  }
}
