package cuesta.deploy;

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
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.front.Leadership;
import cuesta.api.front.Master;
import cuesta.api.front.OperatorCall;
import cuesta.api.front.Watcher;
import cuesta.api.http.Endpoint;
import cuesta.api.resources.Resources;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A master of one agent, of which a test sets tasks and offers. */
final class Cluster implements Master {
  private static final AgentId AGENT = new AgentId("S0");
  private static final FrameworkId FRAMEWORK = new FrameworkId("F0");
  private final boolean leading;
  List<Task> live = List.of();
  List<Task> ended = List.of();
  List<Offer> offers = List.of();

  Cluster(boolean leading) {
    this.leading = leading;
  }

  static Task task(String id, TaskState state) {
    return new Task(new TaskId(id), state);
  }

  static Offer offer(String id) {
    return new Offer(new OfferId(id));
  }

  record Task(TaskId id, TaskState state) implements TaskView {
    @Override
    public FrameworkId framework() {
      return FRAMEWORK;
    }

    @Override
    public AgentId agent() {
      return AGENT;
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
      return id.value();
    }

    @Override
    public String user() {
      return "";
    }

    @Override
    public RoleId role() {
      return new RoleId("*");
    }

    @Override
    public Resources resources() {
      return Resources.NONE;
    }

    @Override
    public Optional<Reason> reason() {
      return Optional.empty();
    }

    @Override
    public OptionalInt exit() {
      return OptionalInt.empty();
    }

    @Override
    public Instant accepted() {
      return Instant.EPOCH;
    }

    @Override
    public Instant changed() {
      return Instant.EPOCH;
    }

    @Override
    public Optional<String> sandbox() {
      return Optional.empty();
    }
  }

  record Offer(OfferId id) implements OfferView {
    @Override
    public FrameworkId framework() {
      return FRAMEWORK;
    }

    @Override
    public RoleId role() {
      return new RoleId("*");
    }

    @Override
    public AgentId agent() {
      return AGENT;
    }

    @Override
    public String host() {
      return "";
    }

    @Override
    public SortedMap<String, String> attributes() {
      return Collections.emptySortedMap();
    }

    @Override
    public Resources resources() {
      return Resources.NONE;
    }

    @Override
    public boolean shared() {
      return false;
    }
  }

  private record Agent(List<Task> tasks) implements AgentView {
    @Override
    public AgentId id() {
      return AGENT;
    }

    @Override
    public String host() {
      return "";
    }

    @Override
    public String url() {
      return "";
    }

    @Override
    public String state() {
      return "ACTIVE";
    }

    @Override
    public Instant registered() {
      return Instant.EPOCH;
    }

    @Override
    public Resources total() {
      return Resources.NONE;
    }

    @Override
    public Resources used() {
      return Resources.NONE;
    }

    @Override
    public Resources offered() {
      return Resources.NONE;
    }

    @Override
    public Resources free() {
      return Resources.NONE;
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

  private record View(List<Task> live, List<Task> ended, List<Offer> offers)
      implements ClusterView {
    @Override
    public long version() {
      return 1;
    }

    @Override
    public long term() {
      return 1;
    }

    @Override
    public Instant time() {
      return Instant.EPOCH;
    }

    @Override
    public Iterable<? extends AgentView> agents() {
      return List.of(new Agent(live));
    }

    @Override
    public Optional<? extends AgentView> agent(AgentId id) {
      return Optional.empty();
    }

    @Override
    public Iterable<? extends FrameworkView> frameworks() {
      return List.of();
    }

    @Override
    public Optional<? extends FrameworkView> framework(FrameworkId id) {
      return Optional.empty();
    }

    @Override
    public Iterable<? extends RoleView> roles() {
      return List.of();
    }

    @Override
    public Optional<? extends OfferView> offer(OfferId id) {
      return Optional.empty();
    }

    @Override
    public Optional<? extends TaskView> task(FrameworkId framework, TaskId id) {
      return Optional.empty();
    }

    @Override
    public Iterable<? extends TaskView> completedTasks() {
      return ended;
    }

    @Override
    public Iterable<? extends EventView> events(long after) {
      return List.of();
    }

    @Override
    public Optional<Difference> since(ClusterView older) {
      return Optional.empty();
    }
  }

  @Override
  public Leadership leadership() {
    return new Leadership(leading, 1, Optional.empty());
  }

  @Override
  public ClusterView view() {
    return new View(live, ended, offers);
  }

  @Override
  public List<Reason> health() {
    return List.of();
  }

  @Override
  public AutoCloseable watch(ClusterView from, Watcher watcher) {
    return () -> {};
  }

  @Override
  public SchedulerSession subscribe(
      Principal principal, Optional<FrameworkId> id, FrameworkInfo info, Scheduler events) {
    throw new UnsupportedOperationException("nobody subscribes here");
  }

  @Override
  public CompletionStage<Void> operate(Principal principal, OperatorCall call) {
    return CompletableFuture.failedStage(new UnsupportedOperationException());
  }

  @Override
  public List<Reason> explain(FrameworkId framework) {
    return List.of();
  }

  @Override
  public List<Reason> explain(TaskId task) {
    return List.of();
  }

  @Override
  public Optional<Endpoint> endpoint(String prefix) {
    return Optional.empty();
  }
}
