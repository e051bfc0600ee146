package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.UpdateId;
import cuesta.core.message.FromMaster;
import cuesta.core.message.TaskKey;
import java.util.List;
import java.util.Optional;

/**
 * All that can happen to an agent. A new kind does not compile until {@link AgentEngine} handles
 * it.
 */
public sealed interface AgentEvent {
  /**
   * A stream to a leader is open. The agent introduces itself on it; an older one is closed.
   *
   * @param stream its number; not 0, never used before in this process
   */
  record StreamOpened(long stream) implements AgentEvent {}

  /**
   * A stream broke, or was silent for too long.
   *
   * @param stream which
   */
  record StreamBroken(long stream) implements AgentEvent {}

  /**
   * A master said something.
   *
   * @param stream on which stream
   * @param message what
   */
  record MasterSaid(long stream, FromMaster message) implements AgentEvent {}

  /**
   * All isolators and the launcher that the configuration names are there, or one of them is
   * missing. The first time that all are there begins the agent's work: what its checkpoint holds
   * is taken up again, and only then it registers.
   *
   * @param ready whether all are there
   * @param why what is missing, if not
   */
  record SlotsReady(boolean ready, Optional<Reason> why) implements AgentEvent {}

  /**
   * Isolators prepared a container.
   *
   * @param container which
   * @param records what they want to know again, sorted by their names
   */
  record Prepared(ContainerId container, List<Kept> records) implements AgentEvent {
    /** Copies the list. */
    public Prepared {
      records = List.copyOf(records);
    }
  }

  /**
   * A container could not be prepared; nothing runs.
   *
   * @param container which
   * @param why the reason
   */
  record PrepareFailed(ContainerId container, Reason why) implements AgentEvent {}

  /**
   * The launcher started a container.
   *
   * @param container which
   * @param record what it wants to know again
   */
  record Launched(ContainerId container, Kept record) implements AgentEvent {}

  /**
   * The launcher did not start a container, or did not say so in time.
   *
   * @param container which
   * @param why the reason
   */
  record LaunchFailed(ContainerId container, Reason why) implements AgentEvent {}

  /**
   * A container ended. May come before {@link Launched}, and more than once.
   *
   * @param container which
   * @param status 0 to 255, 128 + n for signal n, −1 if nobody can know
   */
  record Exited(ContainerId container, int status) implements AgentEvent {}

  /**
   * The answer to {@link AgentEffect.Diagnose}: no process of the container is left as far as can
   * be reached, and the isolators were asked.
   *
   * @param container which
   * @param limit the limit that it passed, if an isolator knows of one
   */
  record Diagnosed(ContainerId container, Optional<Reason> limit) implements AgentEvent {}

  /**
   * Nothing is left of a container but its sandbox.
   *
   * @param container which
   */
  record Cleaned(ContainerId container) implements AgentEvent {}

  /**
   * Something of a container is left; it is tried again.
   *
   * @param container which
   * @param why the reason
   */
  record CleanupFailed(ContainerId container, Reason why) implements AgentEvent {}

  /**
   * An isolator says that a container passed a limit.
   *
   * @param container which
   * @param why which limit, with numbers
   */
  record LimitReached(ContainerId container, Reason why) implements AgentEvent {}

  /**
   * It is time to try a check again.
   *
   * @param container whose
   * @param kind which of its checks
   * @param tries how many tries came before
   */
  record CheckDue(ContainerId container, CheckKind kind, int tries) implements AgentEvent {}

  /** What a try of a check came to. */
  enum Outcome {
    /** All is well. */
    PASSED,
    /** The task did not answer as it should, or in time. */
    FAILED,
    /** It could not be tried, which says nothing of the task. */
    UNKNOWN
  }

  /**
   * The answer to {@link AgentEffect.Probe}.
   *
   * @param container whose
   * @param kind which of its checks
   * @param attempt the number of the try
   * @param outcome what it came to
   * @param detail for people: what was answered, or what went wrong; short
   */
  record Probed(ContainerId container, CheckKind kind, int attempt, Outcome outcome, String detail)
      implements AgentEvent {}

  /**
   * A container's grace period is over, or its SIGKILL is due again.
   *
   * @param container which
   */
  record KillDue(ContainerId container) implements AgentEvent {}

  /**
   * It is time to clean up again.
   *
   * @param container which
   */
  record CleanupDue(ContainerId container) implements AgentEvent {}

  /**
   * An update was not acknowledged in time.
   *
   * @param framework whose task
   * @param task of which task
   * @param update which
   * @param attempt how often it was repeated
   */
  record UpdateDue(FrameworkId framework, TaskId task, UpdateId update, int attempt)
      implements AgentEvent {}

  /**
   * Goes on with saying all oldest updates after a registration.
   *
   * @param registration of which registration
   * @param from the first task that was not handled yet
   */
  record ResendDue(long registration, TaskKey from) implements AgentEvent {}

  /**
   * Goes on with taking up what the checkpoint holds.
   *
   * @param from the first container that was not handled yet
   */
  record ResumeDue(ContainerId from) implements AgentEvent {}

  /**
   * Goes on with killing containers of frameworks that were forgotten.
   *
   * @param from the first container that was not handled yet
   */
  record OrphansDue(ContainerId from) implements AgentEvent {}
}
