package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.core.message.ToMaster;
import cuesta.engine.Effect;
import java.time.Duration;
import java.util.Optional;

/**
 * What an agent asks of the world. Effects for one container are done in order; so are those for
 * the master.
 */
public sealed interface AgentEffect extends Effect {
  /**
   * Says something to the master.
   *
   * @param stream on which stream; nothing if it is not open any more
   * @param message what
   */
  record Send(long stream, ToMaster message) implements AgentEffect {
    @Override
    public String recipient() {
      return "master";
    }
  }

  /**
   * Closes a stream, if it is still open. The edge opens the next one in its own time.
   *
   * @param stream which
   * @param why the reason
   */
  record CloseStream(long stream, Reason why) implements AgentEffect {
    @Override
    public String recipient() {
      return "master";
    }
  }

  /**
   * Tells people that the master refused the agent for good: all it ran is being killed, and it
   * registers as a new one.
   *
   * @param why the master's reason
   */
  record StartedAfresh(Reason why) implements AgentEffect {}

  /**
   * Tries a check of a running container. Always answered by {@link AgentEvent.Probed}, soon after
   * the timeout at the latest. Not by the container's lane, which a slow answer would hold up.
   *
   * @param container whose
   * @param kind which of its checks
   * @param attempt the number of the try
   * @param look what is looked at, with a port if one is needed
   * @param timeout how long it may take
   * @param plan what a command is run with; only for commands
   */
  record Probe(
      ContainerId container,
      CheckKind kind,
      int attempt,
      cuesta.api.framework.Probe look,
      Duration timeout,
      Optional<Plan> plan)
      implements AgentEffect {
    @Override
    public String recipient() {
      return "check:" + kind + ":" + container;
    }
  }

  /** Something about one container, done by its lane. */
  sealed interface OnContainer extends AgentEffect {
    /**
     * Which container.
     *
     * @return its id
     */
    ContainerId container();

    @Override
    default String recipient() {
      return "container:" + container();
    }
  }

  /**
   * Makes the sandbox and has all isolators prepare. Answered by {@link AgentEvent.Prepared} or
   * {@link AgentEvent.PrepareFailed}.
   *
   * @param plan what is to run
   */
  record Prepare(Plan plan) implements OnContainer {
    @Override
    public ContainerId container() {
      return plan.container();
    }
  }

  /**
   * Starts the container with what {@link Prepare} made ready in this process. Answered by {@link
   * AgentEvent.Launched} or {@link AgentEvent.LaunchFailed}.
   *
   * @param plan what is to run
   */
  record LaunchContainer(Plan plan) implements OnContainer {
    @Override
    public ContainerId container() {
      return plan.container();
    }
  }

  /**
   * Sends a signal to every process of a container.
   *
   * @param container which
   * @param signal its number
   */
  record Signal(ContainerId container, int signal) implements OnContainer {}

  /**
   * Kills what is left of the container's processes, then asks the isolators why it ended. Always
   * answered by {@link AgentEvent.Diagnosed}.
   *
   * @param container which
   */
  record Diagnose(ContainerId container) implements OnContainer {}

  /**
   * Removes all of a container but its sandbox. Answered by {@link AgentEvent.Cleaned} or {@link
   * AgentEvent.CleanupFailed}.
   *
   * @param container which
   */
  record Cleanup(ContainerId container) implements OnContainer {}
}
