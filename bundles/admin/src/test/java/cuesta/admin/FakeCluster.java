package cuesta.admin;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.ExecutorId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.Difference;
import cuesta.api.cluster.EventView;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.cluster.OfferView;
import cuesta.api.cluster.RoleView;
import cuesta.api.cluster.TaskView;
import cuesta.api.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** A view that holds what a test puts in. */
public record FakeCluster(
    long version,
    long term,
    List<Agent> agents,
    List<Framework> frameworks,
    List<Role> roles,
    List<Offer> offers,
    List<Task> completedTasks,
    List<? extends EventView> allEvents)
    implements ClusterView {
  static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  /** Nothing. */
  public static final FakeCluster EMPTY =
      new FakeCluster(1, 7, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** With these agents and their tasks. */
  public FakeCluster with(Agent... agents) {
    return new FakeCluster(
        version, term, List.of(agents), frameworks, roles, offers, completedTasks, allEvents);
  }

  /** With these frameworks. */
  public FakeCluster with(Framework... frameworks) {
    return new FakeCluster(
        version, term, agents, List.of(frameworks), roles, offers, completedTasks, allEvents);
  }

  /** With a role and an offer. */
  public FakeCluster with(Role role, Offer offer) {
    return new FakeCluster(
        version,
        term,
        agents,
        frameworks,
        List.of(role),
        List.of(offer),
        completedTasks,
        allEvents);
  }

  /** With these ended tasks. */
  public FakeCluster with(Task... ended) {
    return new FakeCluster(
        version, term, agents, frameworks, roles, offers, List.of(ended), allEvents);
  }

  /** With events 1 to n. */
  public FakeCluster withEvents(int n) {
    return new FakeCluster(
        version + 1,
        term,
        agents,
        frameworks,
        roles,
        offers,
        completedTasks,
        java.util.stream.LongStream.rangeClosed(1, n).mapToObj(FakeEvent::new).toList());
  }

  @Override
  public Instant time() {
    return TIME;
  }

  @Override
  public Optional<Agent> agent(AgentId id) {
    return agents.stream().filter(agent -> agent.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Framework> framework(FrameworkId id) {
    return frameworks.stream().filter(framework -> framework.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Offer> offer(OfferId id) {
    return offers.stream().filter(offer -> offer.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Task> task(FrameworkId framework, TaskId id) {
    return agents.stream()
        .flatMap(agent -> agent.tasks().stream())
        .filter(task -> task.framework().equals(framework) && task.id().equals(id))
        .findFirst();
  }

  @Override
  public Iterable<? extends EventView> events(long after) {
    return allEvents.stream().filter(event -> event.number() > after).toList();
  }

  @Override
  public Optional<Difference> since(ClusterView older) {
    return Optional.empty();
  }

  /** An agent with 4 cpus. */
  public record Agent(AgentId id, List<Task> tasks) implements AgentView {
    /** With tasks. */
    public static Agent of(String id, Task... tasks) {
      return new Agent(new AgentId(id), List.of(tasks));
    }

    @Override
    public String host() {
      return "127.0.0.1";
    }

    @Override
    public String url() {
      return "http://127.0.0.1:5051/slave(1)";
    }

    @Override
    public String state() {
      return ACTIVE;
    }

    @Override
    public Instant registered() {
      return TIME;
    }

    @Override
    public Resources total() {
      return Resources.parse("cpus:4;cpus(web):1.5;mem:1024;ports:[31000-31009];zones:{a,b}");
    }

    @Override
    public Resources used() {
      return Resources.parse("cpus:0.1");
    }

    @Override
    public Resources offered() {
      return Resources.NONE;
    }

    @Override
    public Resources free() {
      return total().minus(used());
    }

    @Override
    public SortedMap<String, String> attributes() {
      return Collections.emptySortedMap();
    }

    @Override
    public SortedMap<String, String> facts() {
      return Collections.emptySortedMap();
    }
  }

  /** A task. */
  public record Task(TaskId id, FrameworkId framework, TaskState state, OptionalInt exit)
      implements TaskView {
    /** A task in a state. */
    public static Task of(String id, String framework, TaskState state) {
      return new Task(new TaskId(id), new FrameworkId(framework), state, OptionalInt.empty());
    }

    @Override
    public AgentId agent() {
      return new AgentId("m-S0");
    }

    @Override
    public ExecutorId executor() {
      return new ExecutorId(id.value());
    }

    @Override
    public Optional<ContainerId> container() {
      return Optional.empty();
    }

    @Override
    public String name() {
      return "name \"of\" " + id;
    }

    @Override
    public String user() {
      return "";
    }

    @Override
    public RoleId role() {
      return RoleId.DEFAULT;
    }

    @Override
    public Resources resources() {
      return Resources.parse("cpus:0.1;mem:32");
    }

    @Override
    public Optional<Reason> reason() {
      return Optional.of(Reason.of("COMMAND_FAILED", id.value(), "exited"));
    }

    @Override
    public Instant accepted() {
      return TIME;
    }

    @Override
    public Instant changed() {
      return TIME;
    }

    @Override
    public Optional<String> sandbox() {
      return Optional.of("slaves/x");
    }
  }

  /** A framework. */
  public record Framework(FrameworkId id, String name) implements FrameworkView {
    /** A framework. */
    public static Framework of(String id, String name) {
      return new Framework(new FrameworkId(id), name);
    }

    @Override
    public Principal principal() {
      return Principal.OPERATOR;
    }

    @Override
    public List<RoleId> roles() {
      return List.of(RoleId.DEFAULT);
    }

    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public boolean suppressed(RoleId role) {
      return true;
    }

    @Override
    public boolean filters(RoleId role, AgentId agent, Resources resources) {
      return false;
    }

    @Override
    public List<Resources> demand() {
      return List.of(Resources.parse("cpus:1"));
    }

    @Override
    public Resources used() {
      return Resources.parse("cpus:1");
    }

    @Override
    public Resources offered() {
      return Resources.NONE;
    }

    @Override
    public Resources used(RoleId role) {
      return used();
    }

    @Override
    public Resources offered(RoleId role) {
      return offered();
    }

    @Override
    public Duration failoverTimeout() {
      return Duration.ofHours(1);
    }

    @Override
    public Instant subscribed() {
      return TIME;
    }

    @Override
    public int tasks() {
      return 2;
    }
  }

  /** A role. */
  public record Role(RoleId id, Optional<Resources> limit) implements RoleView {
    @Override
    public double weight() {
      return 2;
    }

    @Override
    public Resources guarantee() {
      return Resources.NONE;
    }

    @Override
    public Resources used() {
      return Resources.parse("cpus:1");
    }
  }

  /** An offer. */
  public record Offer(OfferId id) implements OfferView {
    @Override
    public FrameworkId framework() {
      return new FrameworkId("f");
    }

    @Override
    public RoleId role() {
      return RoleId.DEFAULT;
    }

    @Override
    public AgentId agent() {
      return new AgentId("m-S0");
    }

    @Override
    public String host() {
      return "h";
    }

    @Override
    public SortedMap<String, String> attributes() {
      return Collections.emptySortedMap();
    }

    @Override
    public Resources resources() {
      return Resources.parse("cpus:1");
    }

    @Override
    public boolean shared() {
      return false;
    }
  }
}
