package cuesta.framework.cron.engine;

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
import cuesta.api.UpdateId;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.TaskInfo;
import cuesta.contracts.framework.fakes.FakeOffer;
import cuesta.contracts.framework.fakes.FakeUpdate;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.Host;
import cuesta.engine.Runner;
import cuesta.engine.SplitMix;
import cuesta.engine.Tick;
import cuesta.framework.cron.CronCodec;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.StoreCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The engine in the test's thread, with the kit's part: the runner, a store, timers, and two clocks
 * that the test moves. Changes are durable at once, unless the test holds them back.
 */
final class Bench implements Host {
  /** A Monday. */
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  static final String AGENT = "a1";

  private record Timer(long at, FrameworkEvent event) {}

  private record Written(long position, Change change, boolean last) {}

  /** What left since it was looked at last. */
  final List<Effect> sent = new ArrayList<>();

  /** All tasks there ever were, by id. */
  final TreeMap<TaskId, TaskInfo> launched = new TreeMap<>();

  /** What is durable. */
  final TreeMap<String, FrameworkStore.Entry> store = new TreeMap<>();

  private final CronCodec codec = new CronCodec();
  private final Engine<CronState, FrameworkEvent> engine;
  private final SplitMix random;
  private final TreeMap<String, Timer> timers = new TreeMap<>();
  private final ArrayDeque<Written> written = new ArrayDeque<>();
  private Runner<CronState, FrameworkEvent> runner;
  private Instant wall = START;
  private long nanos;
  private long offers;
  private boolean holds;
  private boolean again;

  Bench(long seed) {
    this(seed, new CheckedEngine());
  }

  /** With an engine that is checked less, for large states. */
  Bench(long seed, Engine<CronState, FrameworkEvent> engine) {
    this.engine = engine;
    random = new SplitMix(seed);
    load();
  }

  /** A session begins with what is durable; whatever was not is forgotten. */
  void load() {
    timers.clear();
    written.clear();
    runner = new Runner<>(engine, CronState.of(List.of(RoleId.DEFAULT)), this);
    tell(new KitEvent.Loaded(new FrameworkId("f"), again, kept()));
    again = true;
  }

  /** What is durable, as it is read. */
  List<Change> kept() {
    return store.values().stream().map(codec::read).toList();
  }

  /** Hands over an event. */
  List<Effect> tell(FrameworkEvent event) {
    int before = sent.size();
    runner.handle(event, new Tick(nanos, wall, random.fork()));
    if (!holds) {
      commit(Integer.MAX_VALUE);
    }
    return List.copyOf(sent.subList(before, sent.size()));
  }

  /** From here on changes wait for {@link #commit}. */
  void hold() {
    holds = true;
  }

  /** The next changes are durable: not always whole steps, as with a batch that was full. */
  void commit(int changes) {
    for (int i = 0; i < changes && !written.isEmpty(); i++) {
      Written next = write();
      if (next.last()) {
        runner.committed(next.position());
      }
    }
  }

  /** The next changes are durable, but the crash comes before anybody hears of it. */
  void crashAfter(int changes) {
    for (int i = 0; i < changes; i++) {
      write();
    }
    holds = false;
    load();
  }

  private Written write() {
    Written next = written.poll();
    StoreCodec.Write entry = codec.write(next.change());
    if (entry.value().isPresent()) {
      byte[] value = entry.value().get();
      store.put(entry.key(), new FrameworkStore.Entry(entry.key(), 1, entry.schema(), value));
    } else {
      store.remove(entry.key());
    }
    return next;
  }

  /** Changes that are not durable. */
  int behind() {
    return written.size();
  }

  @Override
  public void persist(long position, List<Change> changes) {
    for (int i = 0; i < changes.size(); i++) {
      written.add(new Written(position, changes.get(i), i == changes.size() - 1));
    }
  }

  @Override
  public void perform(Effect effect) {
    switch (effect) {
      case Effect.Arm e ->
          timers.put(e.key(), new Timer(nanos + e.delayNanos(), (FrameworkEvent) e.event()));
      case Effect.Disarm e -> timers.remove(e.key());
      case KitEffect.Accept e -> e.tasks().forEach(this::launch);
      default -> {
        // for the test to look at
      }
    }
    sent.add(effect);
  }

  private void launch(TaskInfo task) {
    assertTrue(launched.put(task.id(), task) == null, () -> task.id() + " is launched twice");
  }

  @Override
  public void poisoned(Object event, RuntimeException failure) {
    throw new AssertionError("broke on " + event, failure);
  }

  /** Time passes, and timers fire on the way. */
  void pass(Duration time) {
    long end = nanos + time.toNanos();
    int idle = 0;
    while (true) {
      String first = null;
      for (String key : timers.keySet()) {
        if (first == null || timers.get(key).at() < timers.get(first).at()) {
          first = key;
        }
      }
      if (first == null || timers.get(first).at() > end) {
        break;
      }
      Timer timer = timers.remove(first);
      idle = timer.at() > nanos ? 0 : idle + 1;
      assertTrue(idle < 1_000, () -> timer + " fires for ever");
      move(Math.max(0, timer.at() - nanos));
      tell(timer.event());
    }
    move(end - nanos);
  }

  void pass(int seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** Time passes, and nothing leads. */
  void away(Duration time) {
    move(time.toNanos());
    load();
  }

  /** Time passes, and the engine stands still. */
  void stand(Duration time) {
    move(time.toNanos());
  }

  private void move(long by) {
    nanos += by;
    wall = wall.plusNanos(by);
  }

  /** The wall clock is set. */
  void set(Duration ahead) {
    wall = wall.plus(ahead);
  }

  Instant now() {
    return wall;
  }

  CronState state() {
    return runner.applied();
  }

  Row row(String job) {
    return state().rows().get(job);
  }

  /** Adds a job, or replaces it. */
  List<Effect> put(Specs specs) {
    return tell(new CronEvent.Put(specs.spec(), CronEvent.Mode.EITHER, 1));
  }

  List<Effect> offer(String resources) {
    return tell(new KitEvent.Offered(List.of(FakeOffer.of("o" + ++offers, AGENT, resources))));
  }

  /** An agent says what a task is at; a negative status for none. */
  List<Effect> said(TaskId task, TaskState state, int exit) {
    return tell(
        new KitEvent.Updated(
            new FakeUpdate(
                Optional.of(new UpdateId(task + "-" + state)),
                task,
                Optional.of(new AgentId(AGENT)),
                Optional.of(new ContainerId("c-" + task)),
                state,
                Optional.empty(),
                exit < 0 ? OptionalInt.empty() : OptionalInt.of(exit),
                wall)));
  }

  /** The master says by itself what a task is at. */
  List<Effect> said(TaskId task, TaskState state) {
    return tell(new KitEvent.Updated(FakeUpdate.ofMaster(task, state, Reasons.RECONCILIATION)));
  }

  /** The task of a job's oldest open run. */
  TaskId task(String job) {
    return open(job).launch().task();
  }

  /** A job's oldest open run. */
  Run open(String job) {
    return row(job).progress().open().values().iterator().next();
  }

  /** A job's oldest open run is launched, and runs. */
  TaskId start(String job) {
    offer("cpus:0.5;mem:64");
    TaskId task = task(job);
    said(task, TaskState.RUNNING, -1);
    return task;
  }

  /** A job's oldest open run is launched, runs, and ends with a status. */
  List<Effect> finish(String job, int exit) {
    return said(start(job), exit == 0 ? TaskState.FINISHED : TaskState.FAILED, exit);
  }

  /** The reason of the refusal among what left last. */
  static Reason refusal(List<Effect> effects) {
    return effects.stream()
        .filter(CronEffect.Refusal.class::isInstance)
        .map(effect -> ((CronEffect.Refusal) effect).why())
        .findFirst()
        .orElseThrow();
  }

  /** The names of effects, without what is there for order and time only. */
  static List<String> names(List<Effect> effects) {
    return effects.stream()
        .filter(effect -> !(effect instanceof CronEffect.Durable))
        .filter(effect -> !(effect instanceof Effect.Arm || effect instanceof Effect.Disarm))
        .map(effect -> effect.getClass().getSimpleName())
        .toList();
  }

  /** What is durable gives the state that the steps left. */
  void checkStore() {
    CronState loaded = CronState.of(List.of(RoleId.DEFAULT));
    for (Change change : kept()) {
      loaded = CronEngine.apply(loaded, (CronChange) change);
    }
    CheckedEngine.assertSame(loaded, state());
    assertEquals(loaded.totals(), state().totals());
  }
}
