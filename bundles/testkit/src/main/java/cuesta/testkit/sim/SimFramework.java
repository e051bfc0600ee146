package cuesta.testkit.sim;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Principal;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.Check;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Operation;
import cuesta.api.framework.Probe;
import cuesta.api.framework.TaskAt;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.core.master.FrameworkCall;
import cuesta.core.master.FrameworkEvent;
import cuesta.core.master.MasterEvent;
import cuesta.core.message.StatusUpdate;
import cuesta.engine.SplitMix;
import cuesta.testkit.guest.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A scripted framework: wants a number of tasks done, launches each again until it has ended by
 * itself, declines, kills, acknowledges late and reconciles, and judges what it is told. Some tasks
 * are services, which are checked and run until they are killed. Its own memory never fails; its
 * sessions do.
 */
final class SimFramework implements SimSession.Ear {
  private static final Duration FAILOVER = Duration.ofDays(1);

  private static final String SERVICE = "serve";

  /** Small: it runs long, and must not keep the others from running. */
  private static final Resources SERVICE_TAKES = Resources.cpusMem(50, 16_000);

  /** What it knows of a task that it accepted resources for. */
  private static final class Attempt {
    final int wish;
    final AgentId agent;
    boolean over;
    boolean acknowledgedEnd;
    Optional<Boolean> ready = Optional.empty();

    Attempt(int wish, AgentId agent) {
      this.wish = wish;
      this.agent = agent;
    }
  }

  /** What it declined, and until when it must not be offered that again. */
  private record Declined(AgentId agent, Resources resources, long until) {}

  private final World world;
  private final SplitMix random;
  private final Starts starts;
  private final String name;
  private final Leaders leaders;
  private final Resources each;
  private final int services;
  private final Map<TaskId, Attempt> attempts = new TreeMap<>();
  private final List<Integer> todo = new ArrayList<>();
  private final List<Declined> declined = new ArrayList<>();
  private final TreeSet<OfferId> rescinded = new TreeSet<>();
  private Optional<FrameworkId> id = Optional.empty();
  private SimSession session;
  private long sessions;
  private int attemptCount;
  private int done;
  private boolean suppressed;
  private int compared;

  /** How a framework reaches whoever it believes to lead. */
  interface Leaders {
    SimMaster believed();
  }

  /** With so many wishes, the first ones of which are services. */
  SimFramework(
      World world,
      Starts starts,
      String name,
      Leaders leaders,
      Resources each,
      int wishes,
      int services) {
    this.services = services;
    this.starts = starts;
    this.world = world;
    this.name = name;
    this.leaders = leaders;
    this.each = each;
    random = world.random();
    for (int i = 0; i < wishes; i++) {
      todo.add(i);
    }
    world.schedule(random.below(2_000) * World.MILLI, this::connect);
    world.schedule(World.SECOND, this::reconcileNowAndThen);
    world.schedule(World.SECOND, this::killNowAndThen);
  }

  boolean isSettled() {
    return todo.isEmpty() && attempts.values().stream().allMatch(a -> a.over);
  }

  String unsettled() {
    long open = attempts.values().stream().filter(a -> !a.over).count();
    return name + ": " + todo.size() + " tasks not launched, " + open + " without an end";
  }

  static boolean isService(List<String> command) {
    return command.getLast().equals(SERVICE);
  }

  /**
   * Long after the last fault: what was told last of each service's readiness is how it is. Then
   * they are not needed any more.
   */
  void compareAndRetire() {
    attempts.forEach(
        (task, attempt) -> {
          if (attempt.wish < services && !attempt.over && starts.isRunning(task)) {
            compared++;
            Violation.unless(
                attempt.ready.equals(Optional.of(starts.isReady(task))),
                "%s was told that %s is ready: %s, and it is: %s",
                name,
                task,
                attempt.ready,
                starts.isReady(task));
          }
        });
    retire();
  }

  /** How many services were compared with what was told of them. */
  int compared() {
    return compared;
  }

  /**
   * Also those that it took for lost, when a leader knew of them no more, and that came back with
   * their agent.
   */
  private void retire() {
    if (session != null) {
      attempts.entrySet().stream()
          .filter(e -> e.getValue().wish < services)
          .filter(e -> !e.getValue().over || starts.isRunning(e.getKey()))
          .forEach(e -> call(new FrameworkCall.Kill(e.getKey(), random.below(3_000))));
    }
    world.schedule(5 * World.SECOND, this::retire);
  }

  int done() {
    return done;
  }

  @Override
  public void hears(FrameworkEvent event) {
    world.trace(name, event);
    told(event);
  }

  @Override
  public void masterDied() {
    SimSession lost = session;
    world.schedule(
        random.below(3_000) * World.MILLI,
        () -> {
          if (lost == session) {
            end();
          }
        });
  }

  private void call(FrameworkCall call) {
    call(call, () -> {});
  }

  /** {@code then} runs once the master has said yes. */
  private void call(FrameworkCall call, Runnable then) {
    session.call(
        call,
        refusal -> {
          refusal.ifPresent(why -> world.trace(name, "call refused: " + why));
          if (refusal.isEmpty()) {
            then.run();
          }
        });
  }

  private void end() {
    if (session != null) {
      session.end();
      session = null;
      declined.clear();
      world.schedule(200 * World.MILLI + random.below(2_000) * World.MILLI, this::connect);
    }
  }

  /**
   * The process dies and comes back, or its bundle is swapped: the session breaks, the memory
   * stays.
   */
  void failOver() {
    if (session != null) {
      world.trace(name, "fails over");
      session.close();
      end();
    }
  }

  private void connect() {
    if (session != null) {
      return;
    }
    SimMaster master = leaders.believed();
    if (master == null || !master.isAlive()) {
      world.schedule(500 * World.MILLI, this::connect);
      return;
    }
    long number = 1_000_000L * name.charAt(1) + ++sessions;
    session = new SimSession(world, number, master, world::schedule, this);
    rescinded.clear();
    FrameworkInfo info = FrameworkInfo.of(name, new RoleId(name), FAILOVER);
    master.subscribe(
        session, new MasterEvent.Subscribed(number, Principal.of(name), id, info, false));
  }

  private void told(FrameworkEvent event) {
    switch (event) {
      case FrameworkEvent.Subscribed e -> {
        id = Optional.of(e.id());
        suppressed = false;
        reconcile();
        suppressIfIdle();
      }
      case FrameworkEvent.Disconnected e -> end();
      case FrameworkEvent.Offers e -> e.offers().forEach(this::offered);
      case FrameworkEvent.Rescinded e -> rescinded.add(e.offer());
      case FrameworkEvent.Updated e -> updated(e.update());
      case FrameworkEvent.AgentLost e -> {
        // updates for its tasks come besides
      }
    }
  }

  private void offered(OfferView offer) {
    for (Declined before : declined) {
      Violation.unless(
          !before.agent().equals(offer.agent())
              || world.now() >= before.until()
              || !before.resources().contains(offer.resources()),
          "%s was offered %s of %s again %d ms too early",
          name,
          offer.resources(),
          offer.agent(),
          (before.until() - world.now()) / World.MILLI);
    }
    List<TaskInfo> tasks = new ArrayList<>();
    Resources left = offer.resources();
    int most = 1 + random.below(3);
    while (!todo.isEmpty()
        && tasks.size() < most
        && left.contains(takes(todo.getFirst()))
        && !random.chance(0.1)) {
      left = left.minus(takes(todo.getFirst()));
      tasks.add(next(offer.agent()));
    }
    if (tasks.isEmpty()) {
      decline(offer);
    } else {
      call(
          new FrameworkCall.Accept(
              List.of(offer.id()),
              List.of(Operation.launch(tasks.toArray(TaskInfo[]::new))),
              Filter.NONE));
    }
    suppressIfIdle();
  }

  /** The intent is remembered before the accept is sent. */
  private TaskInfo next(AgentId agent) {
    int wish = todo.removeFirst();
    TaskId task = new TaskId(name + "-" + wish + "-" + attemptCount++);
    attempts.put(task, new Attempt(wish, agent));
    return wish < services ? service(task) : TaskInfo.of(task, each, CommandInfo.shell("work"));
  }

  private Resources takes(int wish) {
    return wish < services ? SERVICE_TAKES : each;
  }

  private TaskInfo service(TaskId task) {
    Check readiness =
        new Check(
            Probe.tcp(80),
            Duration.ofMillis(random.below(2_000)),
            Duration.ofMillis(500 + random.below(4_000)),
            Duration.ofSeconds(20),
            Duration.ofSeconds(random.below(10)),
            1 + random.below(3));
    Check health =
        new Check(
            Probe.tcp(80),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1 + random.below(5)),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            2);
    return new TaskInfo(
        task,
        task.value(),
        SERVICE_TAKES,
        CommandInfo.shell(SERVICE),
        TaskInfo.DEFAULT_KILL_GRACE,
        new TreeMap<>(),
        random.chance(0.5) ? Optional.of(health) : Optional.empty(),
        Optional.of(readiness));
  }

  private void decline(OfferView offer) {
    long seconds = random.below(8);
    long until = world.now() + Math.max(1, seconds) * World.SECOND;
    declined.removeIf(d -> d.until() <= world.now());
    call(
        new FrameworkCall.Decline(List.of(offer.id()), Filter.of(Duration.ofSeconds(seconds))),
        () -> {
          // Only now: an offer that was made before the master heard of this is no mistake.
          if (!suppressed && !rescinded.contains(offer.id())) {
            declined.add(new Declined(offer.agent(), offer.resources(), until));
          }
        });
  }

  private void suppressIfIdle() {
    if (session == null) {
      return;
    }
    if (todo.isEmpty() && !suppressed) {
      suppressed = true;
      call(new FrameworkCall.Suppress(new RoleId(name)));
    } else if (!todo.isEmpty() && suppressed) {
      suppressed = false;
      call(new FrameworkCall.Revive(new RoleId(name)), declined::clear);
    }
  }

  private void updated(StatusUpdate update) {
    Attempt attempt = attempts.get(update.task());
    Violation.unless(
        attempt != null, "%s is told of task %s, which it never launched", name, update.task());
    boolean fromAgent = update.id().isPresent();
    Violation.unless(
        !attempt.acknowledgedEnd
            || !fromAgent
            || update.state().isTerminal()
            || starts.hasCrashed(update.agent().orElseThrow()),
        "the acknowledged end of %s was followed by %s",
        update.task(),
        update.state());
    if (!update.state().isTerminal()) {
      attempt.ready = update.ready();
    }
    if (isOver(update) && !attempt.over) {
      attempt.over = true;
      if (update.state() == TaskState.FINISHED
          || update.state() == TaskState.FAILED
          || update.state() == TaskState.KILLED) {
        done++;
      } else {
        todo.add(attempt.wish);
      }
      suppressIfIdle();
    }
    if (fromAgent) {
      acknowledge(update, attempt);
    }
  }

  /** Unreachable is not over; unknown and gone are. */
  private static boolean isOver(StatusUpdate update) {
    return update.state().isTerminal() || update.state() == TaskState.UNKNOWN;
  }

  private void acknowledge(StatusUpdate update, Attempt attempt) {
    SimSession on = session;
    world.schedule(
        random.below(500) * World.MILLI,
        () -> {
          if (on == session && on != null) {
            call(
                new FrameworkCall.Acknowledge(
                    update.agent().orElseThrow(), update.task(), update.id().orElseThrow()));
            attempt.acknowledgedEnd |= update.state().isTerminal();
          }
        });
  }

  private void reconcileNowAndThen() {
    reconcile();
    world.schedule(5 * World.SECOND + random.below(5_000) * World.MILLI, this::reconcileNowAndThen);
  }

  private void reconcile() {
    if (session == null || id.isEmpty()) {
      return;
    }
    boolean tellsWhere = random.chance(0.7);
    List<TaskAt> open =
        attempts.entrySet().stream()
            .filter(e -> !e.getValue().over)
            .map(e -> new TaskAt(e.getKey(), where(e.getValue(), tellsWhere)))
            .toList();
    if (!open.isEmpty()) {
      call(new FrameworkCall.Reconcile(open));
    }
  }

  private static Optional<AgentId> where(Attempt attempt, boolean told) {
    return told ? Optional.of(attempt.agent) : Optional.empty();
  }

  private void killNowAndThen() {
    if (world.isFaulty() && session != null) {
      attempts.entrySet().stream()
          .filter(e -> !e.getValue().over && random.chance(0.05))
          .findFirst()
          .ifPresent(e -> call(new FrameworkCall.Kill(e.getKey(), random.below(3_000))));
    }
    world.schedule(2 * World.SECOND, this::killNowAndThen);
  }
}
