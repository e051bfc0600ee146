package cuesta.api.cluster;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.ExecutorId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.resources.Resources;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/** A task as the master knows it. */
@ProviderType
public interface TaskView {
  /**
   * The task.
   *
   * @return its id, unique within its framework
   */
  TaskId id();

  /**
   * Whose.
   *
   * @return the framework
   */
  FrameworkId framework();

  /**
   * Where.
   *
   * @return the agent
   */
  AgentId agent();

  /**
   * Its executor.
   *
   * @return for a command task the task's own id
   */
  ExecutorId executor();

  /**
   * Its container.
   *
   * @return the container's id, once the agent has named it
   */
  Optional<ContainerId> container();

  /**
   * For people.
   *
   * @return the name its framework gave it
   */
  String name();

  /**
   * As whom it runs.
   *
   * @return the user; empty for the agent's own
   */
  String user();

  /**
   * For which role it was launched.
   *
   * @return the role of the offer that it used
   */
  RoleId role();

  /**
   * What it holds.
   *
   * @return the resources
   */
  Resources resources();

  /**
   * Its latest known state.
   *
   * @return the state
   */
  TaskState state();

  /**
   * Why it is in that state.
   *
   * @return the reason, if there is one to give
   */
  Optional<Reason> reason();

  /**
   * How its command ended: 0 to 255, 128 + n for signal n.
   *
   * @return the status, once known
   */
  OptionalInt exit();

  /**
   * When it was accepted.
   *
   * @return wall-clock time at the master
   */
  Instant accepted();

  /**
   * When its state last changed.
   *
   * @return wall-clock time where the update was made
   */
  Instant changed();

  /**
   * Its sandbox below the agent's work directory.
   *
   * @return a relative path as Mesos has it, once the container is known
   */
  Optional<String> sandbox();

  /**
   * What its health check said last.
   *
   * @return empty without such a check, and before its first word
   */
  default Optional<Boolean> healthy() {
    return Optional.empty();
  }

  /**
   * What its readiness check said last.
   *
   * @return empty without such a check
   */
  default Optional<Boolean> ready() {
    return Optional.empty();
  }
}
