package cuesta.core.agent;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.ExecutorId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.core.message.Launch;
import cuesta.core.message.Sandbox;
import cuesta.engine.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A container that this agent answers for.
 *
 * @param id its id
 * @param agent the agent's id when it was requested
 * @param launch what it runs
 * @param requested when it was requested
 * @param phase how far it is
 * @param records what isolators want to know again
 * @param launched what the launcher wants to know again
 * @param kill how it is to end, if somebody wants that
 * @param status how it ended, if it was started and has ended
 * @param tasks tasks in it that are not over; none if its framework was forgotten
 */
public record ContainerEntry(
    ContainerId id,
    AgentId agent,
    Launch launch,
    Instant requested,
    Phase phase,
    List<Kept> records,
    Optional<Kept> launched,
    Optional<Kill> kill,
    OptionalInt status,
    Table<TaskId, TaskEntry> tasks) {
  /**
   * How a container is to end.
   *
   * @param graceMillis between SIGTERM and SIGKILL
   * @param limit the limit that it passed, or that its health check failed, if that is why
   */
  public record Kill(long graceMillis, Optional<Reason> limit) {}

  static ContainerEntry of(AgentChange.ContainerRequested change) {
    Launch launch = change.launch();
    return new ContainerEntry(
        change.container(),
        change.agent(),
        launch,
        change.at(),
        Phase.REQUESTED,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Table.<TaskId, TaskEntry>empty()
            .with(launch.task().id(), TaskEntry.of(launch, change.at())));
  }

  /**
   * Whose it is.
   *
   * @return the framework
   */
  public FrameworkId framework() {
    return launch.framework();
  }

  /**
   * Its executor: a command task is an executor of its own id.
   *
   * @return the executor
   */
  public ExecutorId executor() {
    return new ExecutorId(launch.task().id().value());
  }

  /**
   * Where its sandbox lies.
   *
   * @return a path below the agent's work directory
   */
  public String sandbox() {
    return Sandbox.path(agent, framework(), executor(), id);
  }

  /**
   * Says whether processes of it may run.
   *
   * @return false once its end is recorded
   */
  public boolean isLive() {
    return phase.compareTo(Phase.EXITED) < 0;
  }

  /**
   * Says whether nobody waits for it any more: its framework was forgotten, and it is not yet being
   * killed.
   *
   * @return true if it is only to be killed
   */
  boolean isOrphan() {
    return isLive() && tasks.isEmpty() && kill.filter(k -> k.graceMillis() == 0).isEmpty();
  }

  /** Says whether it is killed because its health check failed. */
  boolean isUnhealthy() {
    return kill.flatMap(Kill::limit)
        .filter(why -> why.code().equals(Reasons.UNHEALTHY))
        .isPresent();
  }

  boolean isPrepared() {
    return phase == Phase.PREPARED;
  }

  boolean isOver() {
    return phase == Phase.CLEANED && tasks.isEmpty();
  }

  ContainerEntry prepared(List<Kept> kept) {
    return new ContainerEntry(
        id, agent, launch, requested, Phase.PREPARED, kept, launched, kill, status, tasks);
  }

  ContainerEntry launched(Kept record) {
    return new ContainerEntry(
        id,
        agent,
        launch,
        requested,
        Phase.LAUNCHED,
        records,
        Optional.of(record),
        kill,
        status,
        tasks);
  }

  ContainerEntry killed(Kill how) {
    return new ContainerEntry(
        id, agent, launch, requested, phase, records, launched, Optional.of(how), status, tasks);
  }

  ContainerEntry exited(OptionalInt with) {
    return new ContainerEntry(
        id, agent, launch, requested, Phase.EXITED, records, launched, kill, with, tasks);
  }

  ContainerEntry cleaned() {
    return new ContainerEntry(
        id, agent, launch, requested, Phase.CLEANED, records, launched, kill, status, tasks);
  }

  ContainerEntry withTasks(Table<TaskId, TaskEntry> changed) {
    return new ContainerEntry(
        id, agent, launch, requested, phase, records, launched, kill, status, changed);
  }
}
