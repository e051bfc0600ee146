package cuesta.framework.webapp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.contracts.framework.fakes.FakeOffer;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Host;
import cuesta.engine.Runner;
import cuesta.engine.SplitMix;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.webapp.WebCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The engine in the test's thread with a small cluster around it: agents that offer what they have
 * left, and tasks that behave as the first word of their command says: {@code good} gets ready,
 * {@code mute} runs and never does, {@code bad} exits with 1 at once. Changes are durable at once.
 */
final class Town implements Host {
  /** A Monday. */
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private record Timer(long at, FrameworkEvent event) {}

  /** A task that runs. */
  record Running(TaskInfo task, String agent) {}

  /** What runs, by task. */
  final TreeMap<TaskId, Running> running = new TreeMap<>();

  /** What runs where nobody hears of it. */
  private final TreeMap<TaskId, Running> away = new TreeMap<>();

  /** All tasks there ever were. */
  final TreeMap<TaskId, TaskInfo> launched = new TreeMap<>();

  /** What left, but for what is there for order and time only. */
  final List<Effect> sent = new ArrayList<>();

  private final WebCodec codec = new WebCodec();
  private final TreeMap<String, FrameworkStore.Entry> store = new TreeMap<>();
  private final TreeMap<String, Resources> agents = new TreeMap<>();
  private final TreeMap<String, Timer> timers = new TreeMap<>();
  private final TreeMap<String, String> offers = new TreeMap<>();
  private final ArrayDeque<FrameworkEvent> coming = new ArrayDeque<>();
  private final SplitMix random;
  private Runner<WebState, FrameworkEvent> runner;
  private Instant wall = START;
  private long nanos;
  private long offered;
  private long call;
  private boolean again;

  /** Seen after each event: how many are ready. */
  private Runnable watcher = () -> {};

  Town(long seed, int agentCount, String each) {
    random = new SplitMix(seed);
    for (int i = 1; i <= agentCount; i++) {
      agents.put("a" + i, Resources.parse(each));
    }
    load();
  }

  void watch(Runnable watch) {
    watcher = watch;
  }

  /** A session begins with what is durable. */
  void load() {
    timers.clear();
    coming.clear();
    runner = new Runner<>(new CheckedEngine(), WebState.of(List.of(RoleId.DEFAULT)), this);
    coming.add(new KitEvent.Loaded(new FrameworkId("f"), again, kept()));
    again = true;
    work();
  }

  private List<Change> kept() {
    return store.values().stream().map(codec::read).toList();
  }

  /** What is durable gives the state that the steps left. */
  void checkStore() {
    WebState loaded = WebState.of(List.of(RoleId.DEFAULT));
    for (Change change : kept()) {
      loaded = Replay.apply(loaded, (WebChange) change);
    }
    CheckedEngine.assertSame(loaded, state());
  }

  WebState state() {
    return runner.applied();
  }

  Site site(String name) {
    return state().sites().get(name);
  }

  Instant now() {
    return wall;
  }

  // ---- what is asked

  List<Effect> deploy(String name, Spec spec, int instances) {
    return tell(new WebEvent.Deploy(name, spec, OptionalInt.of(instances), ++call));
  }

  List<Effect> scale(String name, int instances) {
    return tell(new WebEvent.Scale(name, instances, ++call));
  }

  List<Effect> tell(FrameworkEvent event) {
    int before = sent.size();
    coming.add(event);
    work();
    return List.copyOf(sent.subList(before, sent.size()));
  }

  /** Refused, and why. */
  static Reason refusal(List<Effect> effects) {
    return effects.stream()
        .filter(WebEffect.Refusal.class::isInstance)
        .map(effect -> ((WebEffect.Refusal) effect).why())
        .findFirst()
        .orElseThrow();
  }

  // ---- what happens

  /** A task ends by itself. */
  void dies(TaskId task, int exit) {
    running.remove(task);
    TaskState end = exit == 0 ? TaskState.FINISHED : TaskState.FAILED;
    tell(new KitEvent.Updated(Said.of(task, end, exit, wall)));
  }

  /** Its readiness check says otherwise now. */
  void ready(TaskId task, boolean ready) {
    tell(new KitEvent.Updated(Said.running(task, Optional.of(ready), wall)));
  }

  /** An agent is gone with all it ran; nobody hears of it again. */
  void loses(String agent) {
    agents.remove(agent);
    List<TaskId> there =
        running.entrySet().stream()
            .filter(one -> one.getValue().agent().equals(agent))
            .map(Map.Entry::getKey)
            .toList();
    for (TaskId task : there) {
      running.remove(task);
      coming.add(new KitEvent.Updated(Said.of(task, TaskState.GONE, -1, wall)));
    }
    work();
  }

  /** An agent does not answer; what it runs goes on. */
  void cutsOff(String agent) {
    agents.remove(agent);
    running.forEach(
        (task, one) -> away.putAll(one.agent().equals(agent) ? Map.of(task, one) : Map.of()));
    running.keySet().removeAll(away.keySet());
    away.keySet().forEach(task -> coming.add(new KitEvent.Updated(unreachable(task))));
    work();
  }

  /** All that were cut off answer again. */
  void comesBack() {
    running.putAll(away);
    away.forEach(
        (task, one) ->
            coming.add(new KitEvent.Updated(Said.running(task, ready(one.task()), wall))));
    away.clear();
    work();
  }

  private Said unreachable(TaskId task) {
    return Said.of(task, TaskState.UNREACHABLE, -1, wall);
  }

  void adds(String agent, String resources) {
    agents.put(agent, Resources.parse(resources));
    work();
  }

  /** Time passes, and timers fire on the way. */
  void pass(Duration time) {
    long end = nanos + time.toNanos();
    while (true) {
      Optional<Map.Entry<String, Timer>> first =
          timers.entrySet().stream()
              .min((x, y) -> Long.compare(x.getValue().at(), y.getValue().at()));
      if (first.isEmpty() || first.get().getValue().at() > end) {
        break;
      }
      timers.remove(first.get().getKey());
      move(Math.max(0, first.get().getValue().at() - nanos));
      tell(first.get().getValue().event());
    }
    move(end - nanos);
  }

  private void move(long by) {
    nanos += by;
    wall = wall.plusNanos(by);
  }

  private void work() {
    int steps = 0;
    while (true) {
      while (!coming.isEmpty()) {
        assertTrue(++steps < 50_000, "it never comes to rest");
        runner.handle(coming.poll(), new Tick(nanos, wall, random.fork()));
        watcher.run();
      }
      if (state().launches().waiting().isEmpty() || !offer()) {
        return;
      }
    }
  }

  /** Offers what agents have left; false if nothing was launched on it. */
  private boolean offer() {
    List<OfferView> views = new ArrayList<>();
    agents.forEach(
        (agent, total) -> {
          Resources left = total;
          for (Running one : running.values()) {
            left = one.agent().equals(agent) ? left.minus(one.task().resources()) : left;
          }
          offers.put("o" + ++offered, agent);
          views.add(FakeOffer.of("o" + offered, agent, left.toString()));
        });
    int before = launched.size();
    if (!views.isEmpty()) {
      coming.add(new KitEvent.Offered(views));
      runner.handle(coming.poll(), new Tick(nanos, wall, random.fork()));
      watcher.run();
    }
    return launched.size() > before;
  }

  @Override
  public void persist(long position, List<Change> changes) {
    for (Change change : changes) {
      StoreCodec.Write entry = codec.write(change);
      if (entry.value().isPresent()) {
        byte[] value = entry.value().get();
        store.put(entry.key(), new FrameworkStore.Entry(entry.key(), 1, entry.schema(), value));
      } else {
        store.remove(entry.key());
      }
    }
    runner.committed(position);
  }

  @Override
  public void perform(Effect effect) {
    switch (effect) {
      case Effect.Arm e ->
          timers.put(e.key(), new Timer(nanos + e.delayNanos(), (FrameworkEvent) e.event()));
      case Effect.Disarm e -> timers.remove(e.key());
      case KitEffect.Accept e ->
          e.tasks().forEach(task -> launch(task, offers.get(e.offer().value())));
      case KitEffect.Kill e -> kill(e.task());
      case KitEffect.Reconcile e -> {
        for (TaskId task : state().launches().live().keys()) {
          coming.add(
              new KitEvent.Updated(
                  away.containsKey(task)
                      ? unreachable(task)
                      : running.containsKey(task)
                          ? Said.running(task, ready(running.get(task).task()), wall)
                          : Said.of(task, TaskState.GONE, -1, wall)));
        }
      }
      case WebEffect.Fetch e -> coming.add(new WebEvent.Fetched(e.name(), e.task(), "it broke"));
      default -> {
        // for the test to look at
      }
    }
    if (!(effect instanceof WebEffect.Durable)
        && !(effect instanceof Effect.Arm)
        && !(effect instanceof Effect.Disarm)) {
      sent.add(effect);
    }
  }

  private void launch(TaskInfo task, String agent) {
    assertEquals(null, launched.put(task.id(), task), () -> task.id() + " is launched twice");
    if (word(task).equals("bad")) {
      coming.add(new KitEvent.Updated(Said.running(task.id(), ready(task), wall)));
      coming.add(new KitEvent.Updated(Said.of(task.id(), TaskState.FAILED, 1, wall)));
      return;
    }
    running.put(task.id(), new Running(task, agent));
    coming.add(new KitEvent.Updated(Said.running(task.id(), ready(task), wall)));
  }

  private static Optional<Boolean> ready(TaskInfo task) {
    return task.readiness().map(check -> word(task).equals("good"));
  }

  private static String word(TaskInfo task) {
    return task.command().argv().getFirst();
  }

  private void kill(TaskId task) {
    if (running.remove(task) != null) {
      coming.add(new KitEvent.Updated(Said.of(task, TaskState.KILLED, -1, wall)));
    }
  }

  @Override
  public void poisoned(Object event, RuntimeException failure) {
    throw new AssertionError("broke on " + event, failure);
  }

  /** The tasks that run of an application, with the first word of their command. */
  List<String> words(String app) {
    return running.values().stream()
        .filter(one -> one.task().name().equals(app))
        .map(one -> word(one.task()) + "@" + one.agent())
        .sorted()
        .toList();
  }
}
