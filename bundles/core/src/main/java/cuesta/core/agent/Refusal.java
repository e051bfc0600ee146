package cuesta.core.agent;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.core.message.Launch;
import java.util.Optional;

/**
 * Why an agent does not even try to launch a task.
 *
 * @param state DROPPED if another agent may take it, ERROR if none like this would
 * @param why the reason
 */
record Refusal(TaskState state, Reason why) {
  static Optional<Refusal> of(AgentState state, Launch launch) {
    if (!state.slots().ready()) {
      Reason missing =
          state
              .slots()
              .why()
              .orElseGet(
                  () -> Reason.of(Reasons.SLOT_EMPTY, "", "an isolator or launcher is missing"));
      return Optional.of(
          new Refusal(
              TaskState.DROPPED,
              Reason.of(Reasons.SLOT_EMPTY, missing.subject(), missing.detail(), missing.hint())));
    }
    if (state.checkpoint().places().size() >= Limits.CONTAINERS) {
      return Optional.of(
          new Refusal(
              TaskState.DROPPED,
              Reason.of(
                  Reasons.OVERLOADED,
                  launch.task().id().value(),
                  "the agent has " + Limits.CONTAINERS + " containers already")));
    }
    return user(state.config(), launch);
  }

  private static Optional<Refusal> user(AgentConfig config, Launch launch) {
    String user = Plans.user(config, launch);
    if (isRoot(user) && !config.allowRoot()) {
      return Optional.of(
          new Refusal(
              TaskState.ERROR,
              Reason.of(
                  Reasons.ROOT_REFUSED,
                  launch.task().id().value(),
                  "the task would run as root",
                  "name another user, or start the agent with --allow-root")));
    }
    if (!isRoot(config.runsAs()) && !user.equals(config.runsAs())) {
      return Optional.of(
          new Refusal(
              TaskState.ERROR,
              Reason.of(
                  Reasons.FORBIDDEN,
                  launch.task().id().value(),
                  "the agent runs as " + config.runsAs() + " and cannot run a task as " + user,
                  "leave the user out, or start the agent as root")));
    }
    return Optional.empty();
  }

  /** By name and number; a second name for number 0 is found where users are looked up. */
  static boolean isRoot(String user) {
    return user.equals("root") || user.matches("0+");
  }
}
