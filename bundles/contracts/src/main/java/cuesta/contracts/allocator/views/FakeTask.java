package cuesta.contracts.allocator.views;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.ExecutorId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.TaskView;
import cuesta.api.resources.Resources;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task of 0.1 cpus and 32 MiB.
 *
 * @param id its id
 * @param framework whose
 * @param agent where
 * @param state its state
 * @param name for people
 * @param reason why it is in that state
 * @param exit how its command ended
 * @param healthy what its health check says
 * @param ready what its readiness check says
 */
public record FakeTask(
    TaskId id,
    FrameworkId framework,
    AgentId agent,
    TaskState state,
    String name,
    Optional<Reason> reason,
    OptionalInt exit,
    Optional<Boolean> healthy,
    Optional<Boolean> ready)
    implements TaskView {

  /**
   * A task of which nothing more is to be said.
   *
   * @param id its id, and its name
   * @param framework whose
   * @param agent where
   * @param state its state
   * @return the task
   */
  public static FakeTask of(String id, String framework, String agent, TaskState state) {
    return new FakeTask(
        new TaskId(id),
        new FrameworkId(framework),
        new AgentId(agent),
        state,
        id,
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same with another name.
   *
   * @param next the name
   * @return the task
   */
  public FakeTask withName(String next) {
    return new FakeTask(id, framework, agent, state, next, reason, exit, healthy, ready);
  }

  /**
   * The same in another state.
   *
   * @param next the state
   * @return the task
   */
  public FakeTask withState(TaskState next) {
    return new FakeTask(id, framework, agent, next, name, reason, exit, healthy, ready);
  }

  /**
   * The same with checks.
   *
   * @param isHealthy what its health check says
   * @param isReady what its readiness check says
   * @return the task
   */
  public FakeTask checked(boolean isHealthy, boolean isReady) {
    return new FakeTask(
        id,
        framework,
        agent,
        state,
        name,
        reason,
        exit,
        Optional.of(isHealthy),
        Optional.of(isReady));
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
  public Instant accepted() {
    return Instant.EPOCH;
  }

  @Override
  public Instant changed() {
    return Instant.EPOCH;
  }

  @Override
  public Optional<String> sandbox() {
    return Optional.of("slaves/" + agent + "/runs/" + id);
  }
}
