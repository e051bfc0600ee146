package cuesta.core.agent;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import java.util.Optional;

/**
 * What the end of a container means for its tasks.
 *
 * @param state a terminal state
 * @param reason why, unless it just finished
 */
record Verdict(TaskState state, Optional<Reason> reason) {
  private static final int LOST = -1;
  private static final int SIGNALLED = 128;

  /**
   * In this order: never started, not well, passed a limit, killed on request, nobody knows, by
   * itself.
   */
  static Verdict of(ContainerEntry container, Ending ending, Optional<Reason> limit) {
    String subject = container.launch().task().id().value();
    Optional<ContainerEntry.Kill> kill = container.kill();
    if (ending.failure().isPresent()) {
      return neverStarted(subject, kill, ending.failure().get());
    }
    Optional<Reason> announced = kill.flatMap(ContainerEntry.Kill::limit);
    if (container.isUnhealthy()) {
      return new Verdict(TaskState.KILLED, announced); // as Mesos' executor says it
    }
    if (announced.isPresent()) {
      return new Verdict(TaskState.FAILED, announced);
    }
    int status = ending.status().orElse(LOST);
    if (kill.isPresent()) {
      return new Verdict(TaskState.KILLED, Optional.empty());
    }
    if (status == 0) {
      return new Verdict(TaskState.FINISHED, Optional.empty());
    }
    if (limit.isPresent()) {
      return new Verdict(TaskState.FAILED, limit);
    }
    if (status == LOST) {
      return new Verdict(
          TaskState.GONE,
          Optional.of(
              Reason.of(
                  Reasons.SUPERVISOR_LOST,
                  subject,
                  "its supervisor vanished, or the machine restarted; how it ended is not known")));
    }
    return new Verdict(
        TaskState.FAILED,
        Optional.of(Reason.of(Reasons.COMMAND_FAILED, subject, words(status), hint(status))));
  }

  private static Verdict neverStarted(
      String subject, Optional<ContainerEntry.Kill> kill, Reason failure) {
    if (kill.isPresent()) {
      return new Verdict(
          TaskState.KILLED,
          Optional.of(
              Reason.of(Reasons.KILLED_DURING_LAUNCH, subject, "killed before it was started")));
    }
    return new Verdict(
        LaunchLogic.failedState(failure), Optional.of(LaunchLogic.failedReason(failure)));
  }

  static String words(int status) {
    return status > SIGNALLED
        ? "killed by signal " + (status - SIGNALLED) + Signals.name(status - SIGNALLED)
        : "exited with status " + status;
  }

  private static String hint(int status) {
    return switch (status) {
      case 126 -> "the command was found but could not be run";
      case 127 -> "the command was not found";
      default -> "";
    };
  }
}
