package cuesta.contracts.framework.fakes;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.api.framework.Operation;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.TaskAt;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One framework's master with its agents, moved step by step by a test: it offers, launches,
 * answers and loses as a real one may, and notes what a framework must not do. Events to the
 * framework and calls from it wait in two queues, so that a crash can fall between any two of them.
 * Any thread: a framework that blocks in an event is given its events by a thread of their own.
 */
public final class ScriptedMaster {
  private static final FrameworkId FRAMEWORK = new FrameworkId("m-0000");

  private final Machines machines = new Machines();
  private final TreeMap<TaskId, FakeTask> tasks = new TreeMap<>();
  private final Queue events = new Queue();
  private final Queue calls = new Queue();
  private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
  private final MemoryStore store = new MemoryStore();
  private Consumer<TaskInfo> launching = task -> {};
  private Consumer<FakeUpdate> acknowledging = update -> {};
  private ScriptedSession session;
  private boolean before;
  private int numbers;

  /** A master without agents. */
  public ScriptedMaster() {}

  /**
   * Adds an agent.
   *
   * @param id its id
   * @param total its resources, as text
   * @return this
   */
  public synchronized ScriptedMaster with(String id, String total) {
    machines.add(new AgentId(id), Resources.parse(total));
    return this;
  }

  /**
   * Looks at each launch when it is decided.
   *
   * @param look told of the task
   */
  public void onLaunch(Consumer<TaskInfo> look) {
    launching = look;
  }

  /**
   * Looks at each acknowledgement that counts, when it is decided.
   *
   * @param look told of the update
   */
  public void onAcknowledge(Consumer<FakeUpdate> look) {
    acknowledging = look;
  }

  /**
   * The framework's data.
   *
   * @return the store
   */
  public MemoryStore store() {
    return store;
  }

  /**
   * All tasks there ever were.
   *
   * @return by id
   */
  public synchronized Map<TaskId, FakeTask> tasks() {
    return Collections.unmodifiableMap(new TreeMap<>(tasks));
  }

  /**
   * What the framework did wrong.
   *
   * @return texts
   */
  public List<String> violations() {
    return violations;
  }

  /**
   * A session, not yet subscribed.
   *
   * @return its calls, refused until {@link #subscribe}
   */
  public ScriptedSession open() {
    return new ScriptedSession(this, store.session());
  }

  /**
   * Subscribes; a former session is over.
   *
   * @param next the session
   * @param scheduler its ear
   */
  public synchronized void subscribe(ScriptedSession next, Scheduler scheduler) {
    disconnect();
    session = next;
    session.subscribed(scheduler);
    boolean again = before;
    before = true;
    machines.forgetFilters();
    tell(ear -> ear.subscribed(FRAMEWORK, again));
  }

  /** The session ends as if the framework had crashed: what was under way either way is lost. */
  public synchronized void disconnect() {
    if (session != null) {
      session.end();
      session = null;
    }
    events.clear();
    machines.offered().forEach(machines::giveBack);
    calls.clear();
  }

  private void tell(Consumer<Scheduler> event) {
    ScriptedSession to = session;
    if (to != null) {
      events.add(() -> event.accept(to.scheduler()));
    }
  }

  void call(Runnable call) {
    calls.add(call);
  }

  void violation(String text) {
    violations.add(text);
  }

  // ---- what a test moves -----------------------------------------------------------------------

  /**
   * Delivers the next event.
   *
   * @return false if there is none
   */
  public boolean deliver() {
    Runnable event = events.next();
    if (event != null) {
      event.run();
    }
    return event != null;
  }

  /**
   * Decides the next call.
   *
   * @return false if there is none
   */
  public synchronized boolean decide() {
    Runnable call = calls.next();
    if (call != null) {
      call.run();
    }
    return call != null;
  }

  /** Offers what is free to the framework's first role, unless refused and not revived. */
  public synchronized void offer() {
    if (session == null || session.isSuppressed()) {
      return;
    }
    RoleId role = session.scheduler().info().roles().getFirst();
    List<FakeOffer> made = machines.offer(FRAMEWORK, role, () -> new OfferId("o" + ++numbers));
    if (!made.isEmpty()) {
      tell(ear -> ear.offers(List.copyOf(made)));
    }
  }

  /** Filters run out. */
  public synchronized void forgetFilters() {
    machines.forgetFilters();
  }

  /**
   * Takes an offer back.
   *
   * @param id which; unknown is fine
   */
  public synchronized void rescind(OfferId id) {
    if (machines.giveBack(id)) {
      tell(ear -> ear.rescinded(id, Reason.of(Reasons.OFFER_TIMEOUT, id.value(), "unused")));
    }
  }

  /**
   * The offers that are out.
   *
   * @return their ids
   */
  public synchronized List<OfferId> offered() {
    return machines.offered();
  }

  /**
   * A task goes on to a state, and its agent says so.
   *
   * @param id which
   * @param state the next state
   * @param exit how it ended; −1 if it did not
   */
  public synchronized void become(TaskId id, TaskState state, int exit) {
    FakeTask task = tasks.get(id);
    if (task.truth.isTerminal()) {
      return;
    }
    task.truth = state;
    task.exit = exit;
    FakeUpdate update = FakeUpdate.ofAgent("u" + ++numbers, id, task.agent, state, exit);
    task.unacknowledged.add(update);
    if (state.isTerminal()) {
      machines.give(task.agent, task.info.resources());
    }
    if (task.unacknowledged.peekFirst() == update) {
      repeat(id);
    }
  }

  /**
   * A launch is lost on its way: the agent never hears of it, and the master says so.
   *
   * @param id which
   */
  public synchronized void drop(TaskId id) {
    FakeTask task = tasks.get(id);
    if (task.truth == TaskState.STAGING) {
      task.truth = TaskState.DROPPED;
      task.known = false;
      machines.give(task.agent, task.info.resources());
      say(id, TaskState.DROPPED, Reasons.AGENT_LACKS_TASK);
    }
  }

  /**
   * The agent repeats what is not acknowledged.
   *
   * @param id of which task
   */
  public synchronized void repeat(TaskId id) {
    FakeTask task = tasks.get(id);
    FakeUpdate oldest = task.unacknowledged.peekFirst();
    if (oldest != null && task.known && !machines.isAway(task.agent)) {
      tell(ear -> ear.update(oldest));
    }
  }

  /**
   * An agent does not answer, or comes back.
   *
   * @param agent which
   * @param away whether it is away
   */
  public synchronized void away(AgentId agent, boolean away) {
    if (!machines.becomes(agent, away)) {
      return;
    }
    for (FakeTask task : tasks.values()) {
      if (task.agent.equals(agent) && task.known && task.isAlive()) {
        say(
            task.id(),
            away ? TaskState.UNREACHABLE : task.truth,
            away ? Reasons.AGENT_UNREACHABLE : Reasons.AGENT_REREGISTERED);
      }
      if (task.agent.equals(agent) && !away) {
        repeat(task.id());
      }
    }
    if (away) {
      tell(ear -> ear.lost(agent, Reason.of(Reasons.AGENT_UNREACHABLE, agent.value(), "silent")));
    }
  }

  /**
   * An agent that is away is given up; all its tasks die.
   *
   * @param agent which
   */
  public synchronized void giveUp(AgentId agent) {
    if (!machines.isAway(agent)) {
      return;
    }
    for (FakeTask task : tasks.values()) {
      if (task.agent.equals(agent) && task.known) {
        boolean told = !task.isAlive();
        task.known = false;
        task.truth = task.isAlive() ? TaskState.GONE : task.truth;
        task.unacknowledged.clear();
        if (!told) {
          say(task.id(), TaskState.GONE, Reasons.AGENT_GONE);
        }
      }
    }
    machines.replace(agent);
    tell(ear -> ear.lost(agent, Reason.of(Reasons.AGENT_GONE, agent.value(), "given up")));
  }

  private void say(TaskId task, TaskState state, String code) {
    FakeUpdate update = FakeUpdate.ofMaster(task, state, code);
    tell(ear -> ear.update(update));
  }

  // ---- what a session calls, once it is decided ------------------------------------------------

  Optional<Reason> accept(List<OfferId> ids, List<Operation> operations) {
    List<TaskInfo> wanted = operations.stream().flatMap(o -> o.tasks().stream()).toList();
    FakeOffer offer = ids.size() == 1 ? machines.take(ids.getFirst()) : null;
    if (offer == null) {
      wanted.forEach(task -> say(task.id(), TaskState.DROPPED, Reasons.OFFER_UNKNOWN));
      return Optional.of(Reason.of(Reasons.OFFER_UNKNOWN, ids.toString(), "it is not there"));
    }
    Resources rest = offer.resources();
    for (TaskInfo task : wanted) {
      if (!rest.contains(task.resources())) {
        violation(task.id() + " takes " + task.resources() + " of " + rest);
        say(task.id(), TaskState.ERROR, Reasons.RESOURCES_EXCEEDED);
      } else if (tasks.containsKey(task.id())) {
        violation(task.id() + " is launched twice");
        say(task.id(), TaskState.ERROR, Reasons.TASK_ID_TAKEN);
      } else {
        rest = rest.minus(task.resources());
        launching.accept(task);
        tasks.put(task.id(), new FakeTask(task, offer.agent()));
      }
    }
    machines.give(offer.agent(), rest);
    return Optional.empty();
  }

  void decline(List<OfferId> ids, boolean filtered) {
    ids.forEach(id -> machines.refuse(id, filtered));
  }

  void kill(TaskId id) {
    FakeTask task = tasks.get(id);
    if (task == null || !task.known) {
      reconcile(TaskAt.anywhere(id));
    } else {
      task.killed = true;
    }
  }

  /**
   * Whether somebody asked to kill a task.
   *
   * @param id which
   * @return true if so
   */
  public synchronized boolean isKilled(TaskId id) {
    return tasks.get(id).killed;
  }

  /**
   * Whether all that was said of a task is acknowledged.
   *
   * @param id which
   * @return true if so
   */
  public synchronized boolean isAcknowledged(TaskId id) {
    return tasks.get(id).unacknowledged.isEmpty();
  }

  void acknowledge(TaskId id, UpdateId update) {
    FakeTask task = tasks.get(id);
    if (task == null
        || task.unacknowledged.isEmpty()
        || !task.unacknowledged.peekFirst().id().equals(Optional.of(update))) {
      return;
    }
    FakeUpdate acknowledged = task.unacknowledged.poll();
    acknowledging.accept(acknowledged);
    if (acknowledged.state().isTerminal()) {
      task.known = false;
    }
    repeat(id);
  }

  void reconcile(List<TaskAt> asked) {
    if (asked.isEmpty()) {
      tasks.values().stream()
          .filter(task -> task.known)
          .forEach(task -> reconcile(TaskAt.on(task.id(), task.agent)));
    } else {
      asked.forEach(this::reconcile);
    }
  }

  private void reconcile(TaskAt asked) {
    TaskId id = asked.task();
    FakeTask task = tasks.get(id);
    if (task != null && task.known) {
      FakeUpdate answer = task.answer(machines.isAway(task.agent));
      tell(ear -> ear.update(answer));
    } else {
      TaskState state =
          asked.agent().isEmpty()
              ? TaskState.UNKNOWN
              : machines.isAway(asked.agent().get()) ? TaskState.UNREACHABLE : TaskState.GONE;
      say(id, state, Reasons.RECONCILIATION);
    }
  }
}
