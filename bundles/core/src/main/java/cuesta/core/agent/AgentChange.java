package cuesta.core.agent;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.UpdateId;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.engine.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A fact that an agent must not forget. Written before it is acted on; {@link Synced} ones reach
 * the disk itself before.
 */
public sealed interface AgentChange extends Change {
  /** A fact that must survive a crash of the machine, not only of the process. */
  sealed interface Synced extends AgentChange {}

  /**
   * A master gave the agent its id.
   *
   * @param id the id
   */
  record AgentIdAssigned(AgentId id) implements Synced {}

  /** A master refused the agent for good: the next registration is that of a stranger. */
  record AgentIdForgotten() implements Synced {}

  /**
   * A leader of a higher term was heard; lower terms are not obeyed any more.
   *
   * @param term its term
   */
  record TermSeen(long term) implements Synced {}

  /**
   * A task was accepted and given a container. A command task is an executor of its own id.
   *
   * @param container the container
   * @param agent the agent's id at that time: part of the sandbox's path
   * @param launch the task
   * @param at when
   */
  record ContainerRequested(ContainerId container, AgentId agent, Launch launch, Instant at)
      implements AgentChange {}

  /**
   * The isolators prepared a container.
   *
   * @param container which
   * @param records what they want to know again
   */
  record ContainerPrepared(ContainerId container, List<Kept> records) implements AgentChange {
    /** Copies the list. */
    public ContainerPrepared {
      records = List.copyOf(records);
    }
  }

  /**
   * The container was started.
   *
   * @param container which
   * @param record what the launcher wants to know again
   */
  record ContainerLaunched(ContainerId container, Kept record) implements AgentChange {}

  /**
   * Somebody wants the container to end.
   *
   * @param container which
   * @param graceMillis between SIGTERM and SIGKILL
   * @param limit the limit that it passed, or that its health check failed, if that is why
   */
  record KillRequested(ContainerId container, long graceMillis, Optional<Reason> limit)
      implements AgentChange {}

  /**
   * The container ended, or was never started.
   *
   * @param container which
   * @param status its exit status, if it was started
   */
  record ContainerExited(ContainerId container, OptionalInt status) implements AgentChange {}

  /**
   * Nothing is left of the container but its sandbox.
   *
   * @param container which
   */
  record ContainerRemoved(ContainerId container) implements AgentChange {}

  /**
   * A task's state changed; to be repeated to its framework until acknowledged.
   *
   * @param framework whose task
   * @param update the news
   */
  record UpdateCreated(FrameworkId framework, StatusUpdate update) implements AgentChange {}

  /**
   * A framework has what it needs of an update. The terminal one ends the task.
   *
   * @param framework whose task
   * @param task which task
   * @param update which update
   */
  record UpdateAcknowledged(FrameworkId framework, TaskId task, UpdateId update)
      implements AgentChange {}

  /**
   * A framework is over: its tasks and updates are forgotten, its containers are only to be killed
   * and cleaned up.
   *
   * @param framework which
   */
  record FrameworkForgotten(FrameworkId framework) implements AgentChange {}
}
