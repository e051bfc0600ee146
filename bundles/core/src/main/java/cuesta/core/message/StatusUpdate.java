package cuesta.core.message;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.api.framework.UpdateView;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A status update.
 *
 * @param id what to acknowledge; empty if the master made it
 * @param task of which task
 * @param agent on which agent
 * @param container in which container
 * @param state the state
 * @param reason why
 * @param exit how the command ended
 * @param time when it was made
 * @param healthy what the health check says, if there is one and it has said something
 * @param ready what the readiness check says, if there is one
 */
public record StatusUpdate(
    Optional<UpdateId> id,
    TaskId task,
    Optional<AgentId> agent,
    Optional<ContainerId> container,
    TaskState state,
    Optional<Reason> reason,
    OptionalInt exit,
    Instant time,
    Optional<Boolean> healthy,
    Optional<Boolean> ready)
    implements UpdateView {
  /**
   * Of a task that nobody checks.
   *
   * @param id what to acknowledge; empty if the master made it
   * @param task of which task
   * @param agent on which agent
   * @param container in which container
   * @param state the state
   * @param reason why
   * @param exit how the command ended
   * @param time when it was made
   */
  public StatusUpdate(
      Optional<UpdateId> id,
      TaskId task,
      Optional<AgentId> agent,
      Optional<ContainerId> container,
      TaskState state,
      Optional<Reason> reason,
      OptionalInt exit,
      Instant time) {
    this(id, task, agent, container, state, reason, exit, time, Optional.empty(), Optional.empty());
  }

  /**
   * The same with what checks say.
   *
   * @param health what the health check says
   * @param readiness what the readiness check says; of a task that ended it is false, whatever was
   *     said before
   * @return a new update
   */
  public StatusUpdate checked(Optional<Boolean> health, Optional<Boolean> readiness) {
    return new StatusUpdate(
        id,
        task,
        agent,
        container,
        state,
        reason,
        exit,
        time,
        health,
        state.isTerminal() ? readiness.map(before -> false) : readiness);
  }
}
