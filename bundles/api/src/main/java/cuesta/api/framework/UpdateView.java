package cuesta.api.framework;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A status update of a task. In order per task; the next one comes only after this one was
 * acknowledged.
 */
@ProviderType
public interface UpdateView {
  /**
   * What to acknowledge.
   *
   * @return the update's id; empty for what the master says by itself, which comes once and is not
   *     acknowledged
   */
  Optional<UpdateId> id();

  /**
   * Of which task.
   *
   * @return the task
   */
  TaskId task();

  /**
   * On which agent.
   *
   * @return the agent, if the task ever had one
   */
  Optional<AgentId> agent();

  /**
   * In which container.
   *
   * @return the container, if the task has one
   */
  Optional<ContainerId> container();

  /**
   * The state.
   *
   * @return the state
   */
  TaskState state();

  /**
   * Why.
   *
   * @return the reason, if there is one to give
   */
  Optional<Reason> reason();

  /**
   * How the command ended: 0 to 255, 128 + n for signal n.
   *
   * @return the status, for terminal states of commands
   */
  OptionalInt exit();

  /**
   * When it was made.
   *
   * @return wall-clock time where it was made
   */
  Instant time();

  /**
   * What its health check says: true from its first success on; false when it failed too often, for
   * which the task is being killed. A change is told by another update of the same state, with
   * UNHEALTHY and the last failure as its reason.
   *
   * @return empty without such a check, and before its first word; said again with every update
   */
  default Optional<Boolean> healthy() {
    return Optional.empty();
  }

  /**
   * What its readiness check says. A change is told by another update of the same state; so is,
   * once, that it failed too often, with NOT_READY and the last failure as its reason.
   *
   * @return empty without such a check; false until it succeeds for the first time, and of a task
   *     that has ended
   */
  default Optional<Boolean> ready() {
    return Optional.empty();
  }
}
