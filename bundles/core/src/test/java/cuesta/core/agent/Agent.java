package cuesta.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.Check;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.core.message.AgentInfo;
import cuesta.core.message.FromMaster;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.SplitMix;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The engine with its journal in memory, driven by hand: each call is one step, and its effects are
 * looked at right after.
 */
final class Agent {
  static final FrameworkId F = new FrameworkId("f1");
  static final AgentId ID = new AgentId("m1-S0");
  static final Kept LAUNCHED = new Kept("posix", 1, new byte[] {7});
  static final List<Kept> RECORDS = List.of(new Kept("cgroups", 2, new byte[] {1, 2}));

  final AgentEngine engine = new AgentEngine();
  final List<Change> journal = new ArrayList<>();
  final SplitMix random;
  AgentState state;
  List<Change> changes = List.of();
  List<Effect> effects = List.of();
  long nanos = 1;
  long term = 1;
  long registration = 1;

  Agent(AgentConfig config, long seed) {
    state = AgentState.of(config, Checkpoint.EMPTY);
    random = new SplitMix(seed);
  }

  static Agent fresh() {
    return new Agent(config(false, "alice"), 1);
  }

  /** With all slots filled and a leader that knows it. */
  static Agent registered() {
    return fresh().begin().register(1);
  }

  static AgentConfig config(boolean allowRoot, String runsAs) {
    AgentInfo info =
        new AgentInfo(
            "h1",
            "http://h1:5051/slave(1)",
            Resources.parse("cpus:4;mem:4096;ports:[31000-32000]"),
            new TreeMap<>(),
            new TreeMap<>());
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    return new AgentConfig(info, "/work", runsAs, allowRoot, environment);
  }

  Agent begin() {
    return on(new AgentEvent.SlotsReady(true, Optional.empty()));
  }

  Agent register(long stream) {
    on(new AgentEvent.StreamOpened(stream));
    return on(new AgentEvent.MasterSaid(stream, from(new ToAgent.Registered(nonce(), ID))));
  }

  long nonce() {
    return state.link().nonce();
  }

  FromMaster from(ToAgent body) {
    return new FromMaster(term, registration, body);
  }

  /** What the present master says on the present stream. */
  Agent hears(ToAgent body) {
    return on(new AgentEvent.MasterSaid(state.link().stream(), from(body)));
  }

  Agent on(AgentEvent event) {
    Tick tick = new Tick(nanos, Instant.EPOCH.plusNanos(nanos), random.fork());
    Step<AgentState> step = engine.step(state, event, tick);
    AgentState replayed = state;
    for (Change change : step.changes()) {
      replayed = engine.replay(replayed, change);
    }
    assertEquals(replayed.checkpoint(), step.state().checkpoint(), "what is written is what is");
    journal.addAll(step.changes());
    state = step.state();
    changes = step.changes();
    effects = step.effects();
    AgentEngine.audit(state);
    return this;
  }

  /** Another process with the same journal. */
  Agent restart() {
    return restart(AgentState.of(state.config(), Checkpoint.EMPTY));
  }

  /** Another process with the same journal, after the machine was started anew. */
  Agent reboot() {
    return restart(AgentState.rebooted(state.config(), Checkpoint.EMPTY));
  }

  private Agent restart(AgentState empty) {
    AgentState next = empty;
    for (Change change : journal) {
      next = engine.replay(next, change);
    }
    assertEquals(state.checkpoint(), next.checkpoint(), "the journal tells the whole checkpoint");
    state = next;
    nanos += 1_000;
    return this;
  }

  Agent pass(Duration time) {
    nanos += time.toNanos();
    return this;
  }

  <T> List<T> effects(Class<T> type) {
    return effects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T> T effect(Class<T> type) {
    List<T> all = effects(type);
    assertEquals(1, all.size(), () -> "one " + type.getSimpleName() + " among " + effects);
    return all.getFirst();
  }

  <T> List<T> changes(Class<T> type) {
    return changes.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** What is said to the master in this step. */
  List<StatusUpdate> updates() {
    return effects(AgentEffect.Send.class).stream()
        .map(AgentEffect.Send::message)
        .filter(ToMaster.Update.class::isInstance)
        .map(message -> ((ToMaster.Update) message).update())
        .toList();
  }

  StatusUpdate update() {
    assertEquals(1, updates().size(), () -> "one update among " + effects);
    return updates().getFirst();
  }

  Effect.Arm timer(String prefix) {
    List<Effect.Arm> all =
        effects(Effect.Arm.class).stream().filter(arm -> arm.key().startsWith(prefix)).toList();
    assertEquals(1, all.size(), () -> "one timer " + prefix + " among " + effects);
    return all.getFirst();
  }

  static Launch launch(String task) {
    return launch(task, "", Resources.cpusMem(1000, 64_000), new TreeMap<>());
  }

  static Launch launch(
      String task, String user, Resources resources, TreeMap<String, String> labels) {
    TaskInfo info =
        new TaskInfo(
            new TaskId(task),
            task,
            resources,
            CommandInfo.shell("true"),
            TaskInfo.DEFAULT_KILL_GRACE,
            labels);
    return new Launch(F, RoleId.DEFAULT, user, info);
  }

  static Launch launch(String task, Optional<Check> health, Optional<Check> readiness) {
    TaskInfo info =
        new TaskInfo(
            new TaskId(task),
            task,
            Resources.parse("cpus:1;ports:[31000-31001]"),
            CommandInfo.shell("serve"),
            TaskInfo.DEFAULT_KILL_GRACE,
            new TreeMap<>(),
            health,
            readiness);
    return new Launch(F, RoleId.DEFAULT, "", info);
  }

  static TaskKey key(String task) {
    return new TaskKey(F, new TaskId(task));
  }

  ContainerEntry container(String task) {
    return state.checkpoint().containerOf(key(task));
  }

  /** Brings a task to the given phase. */
  ContainerId bring(String task, Phase to) {
    return bring(launch(task), to);
  }

  /** Launches a task and brings it to the given phase. */
  ContainerId bring(Launch launch, Phase to) {
    String task = launch.task().id().value();
    hears(new ToAgent.LaunchTask(launch));
    ContainerId id = container(task).id();
    if (to.compareTo(Phase.PREPARED) >= 0) {
      on(new AgentEvent.Prepared(id, RECORDS));
    }
    if (to.compareTo(Phase.LAUNCHED) >= 0) {
      on(new AgentEvent.Launched(id, LAUNCHED));
    }
    if (to.compareTo(Phase.EXITED) >= 0) {
      on(new AgentEvent.Exited(id, 0));
      on(new AgentEvent.Diagnosed(id, Optional.empty()));
    }
    if (to == Phase.CLEANED) {
      on(new AgentEvent.Cleaned(id));
    }
    return id;
  }

  Agent acknowledge(String task) {
    StatusUpdate oldest = state.checkpoint().task(key(task)).oldest().orElseThrow();
    return hears(new ToAgent.Acknowledge(F, new TaskId(task), oldest.id().orElseThrow()));
  }

  Agent kill(String task, Duration grace) {
    return hears(new ToAgent.KillTask(F, new TaskId(task), grace.toMillis()));
  }

  void assertEnds(TaskState state, String code) {
    StatusUpdate update = changes(AgentChange.UpdateCreated.class).getFirst().update();
    assertEquals(state, update.state());
    assertEquals(code, update.reason().map(Reason::code).orElse(""));
  }
}
