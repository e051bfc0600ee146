package cuesta.framework.ci.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.contracts.framework.fakes.FakeOffer;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Host;
import cuesta.engine.Runner;
import cuesta.engine.SplitMix;
import cuesta.engine.Tick;
import cuesta.framework.ci.spec.PipelineSpec;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The engine in the test's thread with an agent around it. Tasks run until the test ends them, or
 * they are killed. Changes are durable at once. Whatever is gathered is there, unless the test says
 * otherwise.
 */
final class Yard implements Host {
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  /** What runs, by task. */
  final TreeMap<TaskId, TaskInfo> running = new TreeMap<>();

  /** All tasks there ever were, in the order of their launches. */
  final List<TaskId> launched = new ArrayList<>();

  /** What left, but for what is there for order and time only. */
  final List<Effect> sent = new ArrayList<>();

  /** What is answered to questions for what a job leaves behind; null for nothing at all. */
  Function<CiEffect.Gather, CiEvent> gathers = Answers::gathered;

  /** What is answered to questions for logs; null for nothing at all. */
  Function<CiEffect.KeepLog, CiEvent> logs = Answers::logged;

  /** Whether kills are obeyed. */
  boolean obedient = true;

  /** Whether nobody answers questions for tasks. */
  boolean silent;

  final Kept kept = new Kept();
  private final Hours hours = new Hours();
  private final ArrayDeque<FrameworkEvent> coming = new ArrayDeque<>();
  private final SplitMix random;
  private final List<RoleId> roles;
  private Resources total = Resources.parse("cpus:1000;mem:10000000");
  private Runner<CiState, FrameworkEvent> runner;
  private long offered;
  private long call;
  private boolean again;

  /** What its operator says of the agent. */
  TreeMap<String, String> attributes = new TreeMap<>();

  /** Seen after each event. */
  Runnable watcher = () -> {};

  Yard() {
    this(1, RoleId.DEFAULT);
  }

  Yard(long seed, RoleId... roles) {
    random = new SplitMix(seed);
    this.roles = List.of(roles);
    load();
  }

  /** The agent has so much in all. */
  void has(String resources) {
    total = Resources.parse(resources);
  }

  /** A session begins with what is durable. */
  void load() {
    hours.forget();
    coming.clear();
    runner = new Runner<>(new CheckedEngine(), CiState.of(roles), this);
    coming.add(new KitEvent.Loaded(new FrameworkId("f"), again, kept.changes()));
    again = true;
    work();
  }

  /** What is durable gives the state that the steps left. */
  void checkStore() {
    CiState loaded = CiState.of(roles);
    for (Change change : kept.changes()) {
      loaded = Replay.apply(loaded, (CiChange) change);
    }
    CheckedEngine.assertSame(loaded, state());
  }

  CiState state() {
    return runner.applied();
  }

  Instant now() {
    return hours.wall();
  }

  // ---- what is asked

  /** Starts a pipeline; its number. */
  long start(String... jobs) {
    return start(Specs.origin("p", "main", 1), false, Specs.pipeline(jobs));
  }

  long start(Origin origin, boolean autoCancel, PipelineSpec spec) {
    return done(
        tell(
            new CiEvent.Start(
                "",
                origin,
                spec,
                new TreeMap<>(),
                new TreeMap<>(),
                roles.getFirst(),
                autoCancel,
                ++call)));
  }

  static long done(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof CiEffect.Refusal refusal) {
        throw new AssertionError("refused: " + refusal.why());
      }
      if (effect instanceof CiEffect.Done done) {
        return done.pipeline();
      }
    }
    throw new AssertionError("no answer");
  }

  static Reason refusal(List<Effect> effects) {
    return effects.stream()
        .filter(CiEffect.Refusal.class::isInstance)
        .map(effect -> ((CiEffect.Refusal) effect).why())
        .findFirst()
        .orElseThrow();
  }

  List<Effect> cancel(long pipeline) {
    return tell(new CiEvent.Cancel(pipeline, false, "me", ++call));
  }

  List<Effect> cancel(long pipeline, String job) {
    return tell(new CiEvent.CancelJob(pipeline, job, false, ++call));
  }

  List<Effect> retry(long pipeline) {
    return tell(new CiEvent.RetryPipeline(pipeline, ++call));
  }

  List<Effect> retry(long pipeline, String job) {
    return tell(new CiEvent.RetryJob(pipeline, job, new TreeMap<>(), ++call));
  }

  List<Effect> play(long pipeline, String job) {
    return tell(new CiEvent.Play(pipeline, job, new TreeMap<>(), ++call));
  }

  List<Effect> tell(FrameworkEvent event) {
    int before = sent.size();
    coming.add(event);
    work();
    return List.copyOf(sent.subList(before, sent.size()));
  }

  // ---- what is seen

  Line line(long number) {
    return state().lines().get(number);
  }

  Job job(long number, String name) {
    return line(number).job(name).orElseThrow();
  }

  /** The pipeline's status, and its jobs' in their order: {@code running: a=success b=running}. */
  String seen(long number) {
    StringBuilder seen = new StringBuilder(line(number).pipeline().status().text()).append(':');
    for (Job job : line(number).jobs().values()) {
      seen.append(' ').append(job.name()).append('=').append(job.status().text());
    }
    return seen.toString();
  }

  // ---- what happens

  /** The task of a job ends by itself. */
  void ends(long number, String name, int exit) {
    TaskId task = job(number, name).launch().task();
    assertTrue(running.containsKey(task), () -> name + " does not run: " + seen(number));
    ends(task, exit);
  }

  void ends(TaskId task, int exit) {
    running.remove(task);
    say(task, exit == 0 ? TaskState.FINISHED : TaskState.FAILED, OptionalInt.of(exit), "");
  }

  void say(TaskId task, TaskState state, OptionalInt exit, String code) {
    tell(new KitEvent.Updated(Said.of(task, state, exit, code, now())));
  }

  /** Time passes, and timers fire on the way. */
  void pass(Duration time) {
    hours.pass(time, this::tell);
  }

  private void work() {
    int steps = 0;
    while (true) {
      while (!coming.isEmpty()) {
        assertTrue(++steps < 50_000, "it never comes to rest");
        handle(coming.poll());
      }
      if (state().launches().waiting().isEmpty() || !offer()) {
        return;
      }
    }
  }

  private void handle(FrameworkEvent event) {
    runner.handle(event, new Tick(hours.nanos(), hours.wall(), random.fork()));
    watcher.run();
  }

  /** Offers what the agent has left, to each role; false if nothing was launched on it. */
  private boolean offer() {
    int before = launched.size();
    for (RoleId role : roles) {
      Resources left = total;
      for (TaskInfo task : running.values()) {
        left = left.minus(task.resources());
      }
      if (!left.isEmpty()) {
        handle(new KitEvent.Offered(List.of(view(role, left))));
      }
    }
    return launched.size() > before;
  }

  private OfferView view(RoleId role, Resources left) {
    FakeOffer plain = FakeOffer.of("o" + ++offered, "a1", left.toString());
    return new FakeOffer(
        plain.id(), plain.framework(), role, plain.agent(), plain.resources(), attributes);
  }

  @Override
  public void persist(long position, List<Change> changes) {
    kept.write(changes);
    runner.committed(position);
  }

  @Override
  public void perform(Effect effect) {
    switch (effect) {
      case Effect.Arm e -> hours.arm(e);
      case Effect.Disarm e -> hours.disarm(e);
      case KitEffect.Accept e -> e.tasks().forEach(this::launch);
      case KitEffect.Kill e -> {
        if (obedient && running.remove(e.task()) != null) {
          coming.add(said(e.task(), TaskState.KILLED));
        }
      }
      case KitEffect.Reconcile e -> {
        for (TaskId task : state().launches().live().keys()) {
          answer(
              silent
                  ? null
                  : said(task, running.containsKey(task) ? TaskState.RUNNING : TaskState.GONE));
        }
      }
      case CiEffect.Gather e -> answer(gathers.apply(e));
      case CiEffect.KeepLog e -> answer(logs.apply(e));
      default -> {
        // for the test to look at
      }
    }
    if (!(effect instanceof CiEffect.Durable)
        && !(effect instanceof Effect.Arm)
        && !(effect instanceof Effect.Disarm)) {
      sent.add(effect);
    }
  }

  private void answer(FrameworkEvent event) {
    if (event != null) {
      coming.add(event);
    }
  }

  private KitEvent said(TaskId task, TaskState state) {
    return new KitEvent.Updated(Said.of(task, state, OptionalInt.empty(), "", now()));
  }

  private void launch(TaskInfo task) {
    assertTrue(!launched.contains(task.id()), () -> task.id() + " is launched twice");
    launched.add(task.id());
    running.put(task.id(), task);
    coming.add(said(task.id(), TaskState.RUNNING));
  }

  @Override
  public void poisoned(Object event, RuntimeException failure) {
    throw new AssertionError("broke on " + event, failure);
  }

  /** Names of the jobs that run. */
  TreeSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    running.values().forEach(task -> names.add(task.name()));
    return names;
  }

  /** All hashes that are needed, and nothing else. */
  void needs(int... blobs) {
    TreeSet<String> wanted = new TreeSet<>();
    for (int blob : blobs) {
      wanted.add(Specs.blob(blob).hash());
    }
    assertEquals(wanted, new TreeSet<>(state().needed()));
  }
}
