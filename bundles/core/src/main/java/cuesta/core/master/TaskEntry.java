package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.ExecutorId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.api.cluster.TaskView;
import cuesta.api.resources.Resources;
import cuesta.core.message.Launch;
import cuesta.core.message.Sandbox;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import cuesta.core.message.TaskReport;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task as the master keeps it. The description stays with the agent: a hundred thousand tasks
 * must fit into the master.
 *
 * @param key framework and id
 * @param agent where
 * @param role for which role
 * @param name for people
 * @param user as whom
 * @param resources what it holds until {@code latest} is terminal
 * @param container in which container, once known
 * @param status the state of the update that was last forwarded: what a reconciliation answers
 * @param latest the newest state known; terminal means that the resources are free
 * @param reason why
 * @param exit how the command ended
 * @param accepted when
 * @param changed when the state last changed
 * @param update the update last forwarded, if it must be acknowledged
 * @param kill the grace in milliseconds of a kill that was asked for, so that it is repeated when
 *     the agent returns
 * @param healthy what the update last forwarded says of its health
 * @param ready what the update last forwarded says of its readiness; false if {@code latest} is
 *     terminal
 */
record TaskEntry(
    TaskKey key,
    AgentId agent,
    RoleId role,
    String name,
    String user,
    Resources resources,
    Optional<ContainerId> container,
    TaskState status,
    TaskState latest,
    Optional<Reason> reason,
    OptionalInt exit,
    Instant accepted,
    Instant changed,
    Optional<UpdateId> update,
    Optional<Long> kill,
    Optional<Boolean> healthy,
    Optional<Boolean> ready)
    implements TaskView {

  static TaskEntry accepted(Launch launch, AgentId agent, Instant now) {
    return new TaskEntry(
        launch.key(),
        agent,
        launch.role(),
        launch.task().name(),
        launch.user(),
        launch.task().resources(),
        Optional.empty(),
        TaskState.STAGING,
        TaskState.STAGING,
        Optional.empty(),
        OptionalInt.empty(),
        now,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        launch.task().readiness().map(check -> false));
  }

  static TaskEntry reported(TaskReport report, AgentId agent, Instant now) {
    return accepted(report.launch(), agent, now).updated(report.status(), report.latest());
  }

  TaskEntry updated(StatusUpdate update, TaskState newest) {
    return new TaskEntry(
        key,
        agent,
        role,
        name,
        user,
        resources,
        update.container().or(() -> container),
        update.state(),
        newest,
        update.reason(),
        update.exit(),
        accepted,
        update.time(),
        update.id(),
        kill,
        update.healthy(),
        newest.isTerminal() ? update.ready().map(before -> false) : update.ready());
  }

  TaskEntry killed(long graceMillis) {
    long shorter = Math.min(graceMillis, kill.orElse(Long.MAX_VALUE));
    return new TaskEntry(
        key,
        agent,
        role,
        name,
        user,
        resources,
        container,
        status,
        latest,
        reason,
        exit,
        accepted,
        changed,
        update,
        Optional.of(shorter),
        healthy,
        ready);
  }

  boolean holdsResources() {
    return !latest.isTerminal() && latest != TaskState.UNREACHABLE;
  }

  @Override
  public TaskId id() {
    return key.task();
  }

  @Override
  public FrameworkId framework() {
    return key.framework();
  }

  @Override
  public ExecutorId executor() {
    return new ExecutorId(key.task().value());
  }

  @Override
  public TaskState state() {
    return latest;
  }

  @Override
  public Optional<String> sandbox() {
    return container.map(c -> Sandbox.path(agent, framework(), executor(), c));
  }
}
