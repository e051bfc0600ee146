package cuesta.core.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.api.allocator.Grant;
import cuesta.api.allocator.Proposal;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Operation;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.core.message.AgentInfo;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import cuesta.core.message.TaskReport;
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
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The engine driven by hand: each call is one step, whose effects and changes are looked at right
 * after. What a step gives back to itself once it is durable is handed in at once, unless {@link
 * #holdBack} says otherwise; so most calls read as "this happens, and that follows".
 */
final class MasterScript {
  static final Resources AGENT = Resources.parse("cpus:4;mem:4096");
  static final Resources SMALL = Resources.cpusMem(1_000, 512_000);
  static final Duration FAILOVER = Duration.ofSeconds(100);

  final MasterEngine engine;
  final List<RegistryChange> journal = new ArrayList<>();
  private final SplitMix random = new SplitMix(1);
  private final List<MasterEvent> held = new ArrayList<>();
  private boolean holding;
  MasterState state = MasterState.STANDBY;
  List<Change> changes = List.of();
  List<Effect> effects = List.of();
  long nanos = 1;
  private long calls;
  private long updates;

  private MasterScript(MasterConfig config) {
    engine = new MasterEngine(config);
  }

  static MasterScript standby() {
    return standby(MasterConfig.DEFAULT);
  }

  static MasterScript standby(MasterConfig config) {
    return new MasterScript(config);
  }

  /** Leads term 1, with an allocator that is asked but says nothing by itself. */
  static MasterScript leading() {
    return standby().elected(1);
  }

  MasterScript elected(long term) {
    on(new MasterEvent.Elected(term, List.copyOf(journal)));
    List<Effect> all = effects;
    on(new MasterEvent.AllocatorChanged("scripted"));
    effects = all;
    return this;
  }

  MasterScript on(MasterEvent event) {
    List<Change> madeChanges = new ArrayList<>();
    List<Effect> madeEffects = new ArrayList<>();
    step(event, madeChanges, madeEffects);
    changes = List.copyOf(madeChanges);
    effects = List.copyOf(madeEffects);
    return this;
  }

  private void step(MasterEvent event, List<Change> toChanges, List<Effect> toEffects) {
    Tick tick = new Tick(nanos, now(), random.fork());
    Step<MasterState> step = engine.step(state, event, tick);
    boolean started = event instanceof MasterEvent.Elected;
    Registry replayed = started ? replay(journal) : state.registry();
    for (Change change : step.changes()) {
      replayed = replayed.replay((RegistryChange) change);
      journal.add((RegistryChange) change);
    }
    if (step.state().lead().term() != 0) {
      assertEquals(replayed, step.state().registry(), "what is written is what is");
    }
    state = step.state();
    MasterEngine.audit(state);
    toChanges.addAll(step.changes());
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Again again && holding) {
        held.add((MasterEvent) again.event());
      } else if (effect instanceof Effect.Again again) {
        step((MasterEvent) again.event(), toChanges, toEffects);
      } else {
        toEffects.add(effect);
      }
    }
  }

  /** From now on, nothing becomes durable until {@link #release}. */
  MasterScript holdBack() {
    holding = true;
    return this;
  }

  MasterScript release() {
    holding = false;
    List<Effect> all = new ArrayList<>();
    for (MasterEvent event : List.copyOf(held)) {
      all.addAll(on(event).effects);
    }
    held.clear();
    effects = all;
    return this;
  }

  static Registry replay(List<RegistryChange> changes) {
    Registry registry = Registry.EMPTY;
    for (RegistryChange change : changes) {
      registry = registry.replay(change);
    }
    return registry;
  }

  Instant now() {
    return Instant.EPOCH.plusNanos(nanos);
  }

  MasterScript pass(Duration time) {
    nanos += time.toNanos();
    return this;
  }

  // ---- agents

  static AgentInfo info(String host, Resources total) {
    return new AgentInfo(
        host, "http://" + host + ":5051/slave(1)", total, new TreeMap<>(), new TreeMap<>());
  }

  AgentId agent(long stream, String host) {
    registers(stream, Optional.empty(), host);
    return state.streams().get(stream);
  }

  MasterScript registers(long stream, Optional<AgentId> id, String host, TaskReport... tasks) {
    return on(
        new MasterEvent.AgentSaid(
            stream, new ToMaster.Register(stream * 100, id, info(host, AGENT), List.of(tasks))));
  }

  /** How an agent reports a task that was launched on it. */
  TaskReport report(Launch launch, TaskState status) {
    return new TaskReport(launch, update(launch.task().id(), status), status);
  }

  StatusUpdate update(TaskId task, TaskState to) {
    return new StatusUpdate(
        Optional.of(new UpdateId("u" + ++updates)),
        task,
        Optional.empty(),
        Optional.empty(),
        to,
        Optional.empty(),
        to == TaskState.FINISHED ? OptionalInt.of(0) : OptionalInt.empty(),
        now());
  }

  StatusUpdate says(long stream, FrameworkId framework, TaskId task, TaskState to) {
    StatusUpdate update = update(task, to);
    on(new MasterEvent.AgentSaid(stream, new ToMaster.Update(framework, update, to)));
    return update;
  }

  // ---- frameworks

  FrameworkId framework(long session, String name) {
    subscribes(session, Optional.empty(), FrameworkInfo.of(name, RoleId.DEFAULT, FAILOVER));
    return state.sessions().get(session);
  }

  MasterScript subscribes(long session, Optional<FrameworkId> id, FrameworkInfo info) {
    return on(new MasterEvent.Subscribed(session, Principal.of(info.name()), id, info, false));
  }

  MasterScript calls(long session, FrameworkCall call) {
    return on(new MasterEvent.FrameworkCalled(session, ++calls, call));
  }

  /** The allocator grants something in the cycle that runs. */
  MasterScript proposes(Grant... grants) {
    return on(new MasterEvent.Proposed(state.allocation().cycle(), Proposal.of(List.of(grants))));
  }

  OfferId offer(FrameworkId to, AgentId of, Resources what) {
    askAllocator();
    proposes(Grant.exclusive(to, RoleId.DEFAULT, of, what));
    return effect(FrameworkEvent.Offers.class).offers().getFirst().id();
  }

  /** Whatever happened before: the next proposal is an answer to a question. */
  MasterScript askAllocator() {
    if (!state.allocation().running()) {
      on(new MasterEvent.AllocationDue());
    }
    return this;
  }

  MasterScript accept(long session, OfferId offer, TaskInfo... tasks) {
    return calls(
        session,
        new FrameworkCall.Accept(List.of(offer), List.of(Operation.launch(tasks)), Filter.NONE));
  }

  static TaskInfo task(String id, Resources resources) {
    return TaskInfo.of(new TaskId(id), resources, CommandInfo.shell("true"));
  }

  /** A task on its way, and the launch that its agent got. */
  Launch launch(long session, FrameworkId framework, AgentId agent, String task) {
    accept(session, offer(framework, agent, SMALL), task(task, SMALL));
    return toAgents(ToAgent.LaunchTask.class).getFirst().launch();
  }

  // ---- what the last step did

  Optional<TaskEntry> task(FrameworkId framework, String id) {
    return state.task(new TaskKey(framework, new TaskId(id)));
  }

  <T> List<T> effects(Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Effect effect : effects) {
      Object inside =
          switch (effect) {
            case MasterEffect.SendFramework e -> e.event();
            case MasterEffect.SendAgent e -> e.message().body();
            default -> effect;
          };
      if (type.isInstance(inside)) {
        found.add(type.cast(inside));
      }
    }
    return found;
  }

  <T> T effect(Class<T> type) {
    List<T> all = effects(type);
    assertEquals(1, all.size(), () -> "one " + type.getSimpleName() + " among " + effects);
    return all.getFirst();
  }

  /** All that was sent on one agent's stream must be one message. */
  MasterEffect.SendAgent effect(Class<MasterEffect.SendAgent> type, long stream) {
    List<MasterEffect.SendAgent> all =
        effects.stream()
            .filter(type::isInstance)
            .map(type::cast)
            .filter(send -> send.stream() == stream)
            .toList();
    assertEquals(1, all.size(), () -> "one message on stream " + stream + " among " + effects);
    return all.getFirst();
  }

  <T extends ToAgent> List<T> toAgents(Class<T> type) {
    return effects(type);
  }

  /** The updates that frameworks were told of. */
  List<StatusUpdate> told() {
    return effects(FrameworkEvent.Updated.class).stream()
        .map(FrameworkEvent.Updated::update)
        .toList();
  }

  /** State and reason of the one update of the last step, as "STATE CODE". */
  String toldBriefly() {
    assertEquals(1, told().size(), () -> "one update among " + effects);
    StatusUpdate update = told().getFirst();
    return update.state() + " " + update.reason().map(Reason::code).orElse("");
  }

  /** The code with which the last call was refused; empty if it was not. */
  String refusal() {
    return effect(MasterEffect.Reply.class).refusal().map(Reason::code).orElse("");
  }

  Effect.Arm timer(String prefix) {
    List<Effect.Arm> all =
        effects(Effect.Arm.class).stream().filter(arm -> arm.key().startsWith(prefix)).toList();
    assertEquals(1, all.size(), () -> "one timer " + prefix + " among " + effects);
    return all.getFirst();
  }

  /** The time of a timer has come. */
  MasterScript fires(Effect.Arm timer) {
    nanos += timer.delayNanos();
    return on((MasterEvent) timer.event());
  }
}
