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

  private final World world;
  private final SplitMix random;
  private final Starts starts;
  private final Map<ContainerId, SimProcess> processes = new TreeMap<>();
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
    processes.values().forEach(process -> process.running = false);
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
    SimProcess process = processes.get(id);
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
    SimProcess process = new SimProcess(world, random, starts, plan);
    processes.put(plan.container(), process);
    process.begin(status -> end(plan.container(), process, status));
  }

  /** Looks at a container's process. */
  AgentEvent.Outcome probe(ContainerId id, CheckKind kind) {
    SimProcess process = processes.get(id);
    return process == null ? AgentEvent.Outcome.FAILED : process.probe(kind);
  }

  private void end(ContainerId id, SimProcess process, int status) {
    if (process.running && processes.get(id) == process) {
      process.running = false;
      process.status = status;
      starts.ended(id, OptionalInt.of(status));
      report(id, process);
    }
  }

  private void report(ContainerId id, SimProcess process) {
    if (agent != null && agent.isAlive()) {
      agent.exited(id, process.status);
    }
  }

  void signal(ContainerId id, int signal) {
    SimProcess process = processes.get(id);
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
    SimProcess process = processes.get(id);
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
