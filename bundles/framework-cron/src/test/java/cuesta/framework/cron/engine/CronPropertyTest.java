package cuesta.framework.cron.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.TaskInfo;
import cuesta.engine.Effect;
import cuesta.engine.SplitMix;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random requests, offers, updates, losses, clocks and crashes, with changes that become durable
 * late and one by one.
 */
class CronPropertyTest {
  private static final int STEPS = 300;
  private static final List<String> NAMES = List.of(Accounts.SINGLE, "b", "c");
  private static final List<String> SCHEDULES =
      List.of("@every 40s", "@every 60s", "*/2 * * * *", "30 1,2 * * *", "@hourly");

  /** What became of tasks in the world: RUNNING, or how they ended. */
  private final Map<TaskId, TaskState> world = new TreeMap<>();

  private Bench bench;
  private Accounts accounts;
  private SplitMix random;
  private int looked;

  @Property(tries = 60)
  void whateverHappens(@ForAll long seed) {
    random = new SplitMix(seed);
    bench = new Bench(seed);
    accounts = new Accounts();
    world.clear();
    looked = 0;
    for (int i = 0; i < STEPS; i++) {
      step();
      look();
      accounts.check(bench);
    }
    settle();
    accounts.check(bench);
    bench.checkStore();
  }

  private void step() {
    switch (random.below(26)) {
      case 0, 1 -> put();
      case 2 -> bench.tell(new CronEvent.Pause(name(), 1));
      case 3 -> bench.tell(new CronEvent.Resume(name(), 1));
      case 4, 5 -> bench.tell(new CronEvent.RunNow(name(), 1));
      case 6 -> bench.tell(random.below(4) == 0 ? new CronEvent.Delete(name(), 1) : due());
      case 7, 8, 9 -> bench.offer(random.below(3) == 0 ? "cpus:0.5;mem:64" : "cpus:9;mem:900");
      case 10, 11, 12, 13 -> oneTask().ifPresent(this::progress);
      case 14 -> oneTask().ifPresent(this::masterSays);
      case 15, 16, 17, 18 -> bench.pass(1 + random.below(90));
      case 19 -> bench.stand(Duration.ofSeconds(random.below(40)));
      case 20 -> clock();
      case 21, 22 -> bench.commit(1 + random.below(5));
      case 23 -> bench.tell(new KitEvent.AgentLost(new AgentId(Bench.AGENT)));
      case 24 -> bench.hold();
      default -> crash();
    }
  }

  private static CronEvent due() {
    return new CronEvent.Due();
  }

  private String name() {
    return NAMES.get(random.below(NAMES.size()));
  }

  private void put() {
    Specs specs =
        Specs.of(name(), SCHEDULES.get(random.below(SCHEDULES.size())))
            .zone(random.below(2) == 0 ? "UTC" : "America/New_York")
            .catchUp(Spec.CatchUp.values()[random.below(3)])
            .retries(random.below(3));
    boolean single = specs.spec().name().equals(Accounts.SINGLE);
    Specs rule = single || random.below(2) == 0 ? specs : specs.allow();
    bench.put(random.below(2) == 0 ? rule : rule.timeout(5 + random.below(60)));
  }

  private void clock() {
    boolean far = random.below(4) == 0;
    long most = far ? 20_000 : 100;
    bench.set(Duration.ofSeconds(random.below((int) (2 * most)) - most));
  }

  private void crash() {
    if (random.below(2) == 0) {
      bench.away(Duration.ofSeconds(random.below(random.below(4) == 0 ? 40_000 : 100)));
    } else {
      bench.crashAfter(random.below(bench.behind() + 1));
    }
  }

  private Optional<TaskId> oneTask() {
    List<TaskId> tasks = new ArrayList<>(world.keySet());
    return tasks.isEmpty() ? Optional.empty() : Optional.of(tasks.get(random.below(tasks.size())));
  }

  /** An agent says what a task is at, which may end with that. */
  private void progress(TaskId task) {
    TaskState state = world.get(task);
    if (state == TaskState.RUNNING && random.below(2) == 0) {
      state = random.below(3) == 0 ? TaskState.FAILED : TaskState.FINISHED;
      world.put(task, state);
    }
    say(task, state);
  }

  private void say(TaskId task, TaskState state) {
    if (state == TaskState.GONE) {
      bench.said(task, state);
    } else {
      bench.said(task, state, state == TaskState.FINISHED ? 0 : state.isTerminal() ? 1 : -1);
    }
  }

  private void masterSays(TaskId task) {
    switch (random.below(6)) {
      case 0 -> bench.said(task, TaskState.UNREACHABLE);
      case 1 -> {
        world.replace(task, TaskState.RUNNING, TaskState.GONE);
        say(task, world.get(task));
      }
      default -> say(task, world.get(task));
    }
  }

  /** What left reaches the world. */
  private void look() {
    List<Effect> effects = bench.sent;
    while (looked < effects.size()) {
      switch (effects.get(looked++)) {
        case KitEffect.Accept e -> e.tasks().forEach(this::launch);
        case KitEffect.Kill e -> {
          if (random.below(3) > 0) {
            world.replace(e.task(), TaskState.RUNNING, TaskState.KILLED);
          }
        }
        case KitEffect.Reconcile e -> {
          if (random.below(2) == 0) {
            e.tasks().forEach(one -> answer(one.task()));
          }
        }
        case CronEffect.Fetch e -> {
          if (random.below(4) > 0) {
            fetched(e);
          }
        }
        default -> {
          // nothing that the world knows of
        }
      }
    }
  }

  private void launch(TaskInfo task) {
    accounts.launched(task);
    if (random.below(8) > 0) {
      world.put(task.id(), TaskState.RUNNING); // else it was lost on its way
    }
  }

  private void answer(TaskId task) {
    TaskState state = world.get(task);
    if (state == null) {
      bench.said(task, TaskState.UNKNOWN);
    } else {
      say(task, state);
    }
  }

  private void fetched(CronEffect.Fetch fetch) {
    Optional<Packed> output =
        random.below(4) == 0
            ? Optional.empty()
            : Optional.of(Packed.of(new byte[1 + random.below(Accounts.OUTPUT)]));
    Optional<Reason> why =
        output.isPresent() ? Optional.empty() : Optional.of(Reason.of("X", "y", "z"));
    bench.tell(new CronEvent.Fetched(fetch.name(), fetch.number(), output, why));
  }

  /** All goes well from here on: then every run comes to its end. */
  private void settle() {
    bench.commit(Integer.MAX_VALUE);
    NAMES.forEach(name -> bench.tell(new CronEvent.Pause(name, 1)));
    bench.crashAfter(bench.behind());
    for (int i = 0; i < 2_000 && bench.state().totals().open() > 0; i++) {
      bench.offer("cpus:100;mem:100000");
      look();
      for (TaskId task : List.copyOf(world.keySet())) {
        world.replace(task, TaskState.RUNNING, TaskState.FINISHED);
      }
      List<TaskId> live = new ArrayList<>();
      bench.state().launches().live().keys().forEach(live::add);
      live.forEach(this::answer);
      bench.pass(60);
      look();
    }
    assertEquals(0, bench.state().totals().open());
    for (Row row : bench.state().rows().values()) {
      assertTrue(row.progress().paused().isPresent(), row::name);
    }
  }
}
