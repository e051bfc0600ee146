package cuesta.core.edge.master;

import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.cluster.TaskView;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.framework.TaskFiles;
import cuesta.api.front.Leadership;
import cuesta.api.front.Master;
import cuesta.api.front.OperatorCall;
import cuesta.api.front.Watcher;
import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal;
import cuesta.api.ha.LeaderInfo;
import cuesta.api.http.Endpoint;
import cuesta.core.master.MasterConfig;
import cuesta.core.master.MasterEngine;
import cuesta.core.master.MasterEvent;
import cuesta.core.master.MasterState;
import cuesta.core.master.RegistryChange;
import cuesta.core.message.ToMaster;
import cuesta.engine.loop.EngineLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** One master: its loop, its world and its doors. Any thread. */
public final class MasterNode implements Master, AutoCloseable {
  private final ExecutorService lanes =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("master-lane-", 0).factory());
  private final Refusals refusals = new Refusals();
  private final Calls calls = new Calls(refusals);
  private final Sessions sessions;
  private final Watchers watchers;
  private final MasterWorld world;
  private final EngineLoop<MasterState, MasterEvent> loop;
  private final AllocatorCall allocator;
  private final FrameworkDoor frameworks;
  private volatile Leadership leadership = Leadership.NONE;
  private volatile Optional<Reason> trouble = Optional.empty();

  /** How a master reaches the in-process frameworks that are current. */
  public interface FrameworkDoor {
    /**
     * Asks why a task waits or ended as it did.
     *
     * @param task which
     * @return what the frameworks say that know it
     */
    List<Reason> explain(TaskId task);

    /**
     * What a framework serves over HTTP.
     *
     * @param prefix the first path segment
     * @return the endpoint of the current instance
     */
    Optional<Endpoint> endpoint(String prefix);

    /**
     * This master's leadership began or ended: sessions are opened or are already over.
     *
     * @param leading whether it leads now
     */
    void leading(boolean leading);
  }

  /**
   * A master, not yet started.
   *
   * @param config what it was started with
   * @param allocator how to reach the allocator
   * @param frameworks how to reach the in-process frameworks
   * @param announce told when the take-over of a term is durable, with term and master id
   */
  public MasterNode(
      MasterConfig config,
      AllocatorCall allocator,
      FrameworkDoor frameworks,
      Announcement announce) {
    this.allocator = allocator;
    this.frameworks = frameworks;
    sessions = new Sessions(this::put, lanes, calls, refusals);
    watchers = new Watchers(lanes, this::committed);
    world =
        new MasterWorld(
            calls,
            sessions,
            watchers,
            allocator,
            (term, masterId) -> lanes.execute(() -> announce.leads(term, masterId)));
    loop = new EngineLoop<>("master-loop", new MasterEngine(config), MasterState.STANDBY, world);
    world.runs(loop);
  }

  /** Told of a take-over. */
  public interface Announcement {
    /**
     * The take-over is durable.
     *
     * @param term its term
     * @param masterId its master id
     */
    void leads(long term, String masterId);
  }

  private void put(MasterEvent event) {
    loop.put(event);
  }

  private MasterState committed() {
    return loop.committed();
  }

  /** Starts the loop, as a standby. */
  public void start() {
    loop.start();
  }

  /**
   * Takes over.
   *
   * @param term the term that was won
   * @param stored what the journal holds, already claimed for the term
   * @param journal where the changes of this term go
   * @param codec how
   * @param failed told if the journal takes nothing any more
   */
  public void lead(
      long term,
      List<RegistryChange> stored,
      Journal journal,
      RegistryCodec codec,
      Consumer<Throwable> failed) {
    RegistryWriter writer =
        new RegistryWriter(
            journal,
            codec,
            term,
            loop::committed,
            (changes, failure) -> refused(changes, failure, failed),
            lanes);
    world.prepare(writer);
    loop.put(new MasterEvent.Elected(term, stored));
  }

  private void refused(int changes, Throwable failure, Consumer<Throwable> failed) {
    if (failure instanceof FencedException) {
      refusals.fenced(changes);
    }
    failed.accept(failure);
  }

  /**
   * Steps down. Whoever waits for an answer is refused.
   *
   * @param why the reason
   */
  public void stepDown(Reason why) {
    leadership = new Leadership(false, leadership.term(), Optional.empty(), Optional.of(why));
    loop.put(new MasterEvent.LeadershipLost(why));
    calls.refuseAll(why);
    watchers.closeAll(why);
    frameworks.leading(false);
  }

  /**
   * Tells who leads, as far as this process knows.
   *
   * @param now the leadership
   */
  public void leadership(Leadership now) {
    boolean began = now.leading() && !leadership.leading();
    leadership = now;
    if (began) {
      frameworks.leading(true);
    }
  }

  /**
   * The allocator slot flipped.
   *
   * @param name the current allocator; empty while there is none
   */
  public void allocatorChanged(String name) {
    loop.put(new MasterEvent.AllocatorChanged(name));
  }

  /**
   * Something happened that belongs into the events.
   *
   * @param kind what kind of thing
   * @param subject about what
   * @param detail for people
   * @param reason why
   */
  public void note(String kind, String subject, String detail, Optional<Reason> reason) {
    loop.put(new MasterEvent.Noted(kind, subject, detail, reason));
  }

  /**
   * An agent opened a stream.
   *
   * @param link this end of it
   * @return its number
   */
  public long streamOpened(AgentLink link) {
    return world.opened(link);
  }

  /**
   * An agent said something.
   *
   * @param stream on which stream
   * @param message what
   */
  public void streamSaid(long stream, ToMaster message) {
    loop.put(new MasterEvent.AgentSaid(stream, message));
  }

  /**
   * An agent's stream ended or was silent for too long.
   *
   * @param stream which
   */
  public void streamBroken(long stream) {
    world.broken(stream);
  }

  /**
   * The sessions, for in-process frameworks.
   *
   * @return the sessions
   */
  public Sessions sessions() {
    return sessions;
  }

  /**
   * A voice for a reserved session.
   *
   * @param session its number
   * @return the voice
   */
  public SchedulerSession voice(long session) {
    return new Voice(sessions, session);
  }

  /**
   * A store for a reserved session.
   *
   * @param session its number
   * @param name the framework's name
   * @return the store
   */
  public FrameworkStore store(long session, String name) {
    return new StoreOf(sessions, session, name, this::committed);
  }

  /**
   * What the tasks of an in-process framework wrote.
   *
   * @param name the framework's name
   * @param reader asks the agents
   * @return the files
   */
  public TaskFiles files(String name, SandboxReader reader) {
    return new FilesOf(name, this::committed, reader);
  }

  @Override
  public Leadership leadership() {
    return leadership;
  }

  /**
   * This master cannot lead, or can again. Part of its health until it leads.
   *
   * @param why what is wrong; empty if nothing is known to be
   */
  public void cannotLead(Optional<Reason> why) {
    trouble = why;
  }

  @Override
  public ClusterView view() {
    return loop.committed();
  }

  @Override
  public List<Reason> health() {
    MasterState state = loop.committed();
    List<Reason> reasons = new ArrayList<>();
    if (!leadership.leading()) {
      trouble.ifPresent(reasons::add);
      return reasons;
    }
    if (state.allocation().allocator().isEmpty()) {
      reasons.add(
          Reason.of(
              Reasons.NO_ALLOCATOR,
              "allocator",
              "no allocator is current, so no offers are made",
              "drop one into plugins/"));
    }
    boolean active = false;
    for (AgentView agent : state.agents()) {
      active |= agent.state().equals(AgentView.ACTIVE);
    }
    if (!active) {
      reasons.add(
          Reason.of(Reasons.NO_AGENTS, "agents", "no agent is active", "start one: cuesta agent"));
    }
    return reasons;
  }

  @Override
  public SortedMap<String, Long> refused() {
    return refusals.counts();
  }

  @Override
  public AutoCloseable watch(ClusterView from, Watcher watcher) {
    return watchers.watch(from, watcher);
  }

  @Override
  public SchedulerSession subscribe(
      Principal principal, Optional<FrameworkId> id, FrameworkInfo info, Scheduler events) {
    long session = sessions.reserve();
    sessions.subscribe(session, principal, id, info, false, events);
    return voice(session);
  }

  @Override
  public CompletionStage<Void> operate(Principal principal, OperatorCall call) {
    return calls.call(
        0, number -> loop.put(new MasterEvent.OperatorCalled(number, principal, call)));
  }

  @Override
  public List<Reason> explain(FrameworkId framework) {
    MasterState state = loop.committed();
    Optional<? extends FrameworkView> found = state.framework(framework);
    if (found.isEmpty()) {
      return List.of();
    }
    List<Reason> reasons = new ArrayList<>(health());
    reasons.addAll(allocator.explain(state, framework));
    return reasons;
  }

  @Override
  public List<Reason> explain(TaskId task) {
    MasterState state = loop.committed();
    // The master and the task's framework know the same end: it is said once.
    LinkedHashSet<Reason> reasons = new LinkedHashSet<>();
    for (AgentView agent : state.agents()) {
      for (TaskView one : agent.tasks()) {
        if (one.id().equals(task)) {
          one.reason().ifPresent(reasons::add);
        }
      }
    }
    if (reasons.isEmpty()) {
      for (TaskView one : state.completedTasks()) {
        if (one.id().equals(task)) {
          one.reason().ifPresent(reasons::add);
        }
      }
    }
    reasons.addAll(frameworks.explain(task));
    return List.copyOf(reasons);
  }

  @Override
  public Optional<Endpoint> endpoint(String prefix) {
    return frameworks.endpoint(prefix);
  }

  /**
   * Who leads now, from an announcement.
   *
   * @param info the leader
   * @return the leadership of this process
   */
  public static Leadership leading(LeaderInfo info) {
    return new Leadership(true, info.term(), Optional.of(info), Optional.empty());
  }

  @Override
  public void close() {
    loop.close();
    lanes.shutdownNow();
  }
}
