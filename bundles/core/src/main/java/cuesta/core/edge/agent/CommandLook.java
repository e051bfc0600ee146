package cuesta.core.edge.agent;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.launcher.EnterSpec;
import cuesta.api.launcher.Entered;
import cuesta.core.agent.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs a command in the task's container. */
final class CommandLook {
  private CommandLook() {}

  static Found look(LauncherCalls launcher, Plan plan, List<String> command, Duration timeout) {
    Answer<Entered> answer =
        launcher.enter(
            new EnterSpec(
                plan.container(),
                command,
                plan.environment(),
                Path.of(plan.sandbox()),
                plan.user(),
                timeout));
    if (answer.failure().isPresent()) {
      return failure(answer.failure().get());
    }
    Entered entered = answer.value();
    if (entered.status().isEmpty()) {
      return Found.failed(
          "the command did not end within " + timeout.toMillis() + " ms", entered.output());
    }
    int status = entered.status().getAsInt();
    return status == 0
        ? Found.passed("the command ended with 0")
        : Found.failed("the command ended with " + status, entered.output());
  }

  /** A launcher that is missing or broken says nothing of the task; a refusal stays one. */
  private static Found failure(Reason why) {
    return switch (why.code()) {
      case Reasons.SLOT_EMPTY, Reasons.PLUGIN_FAILED, Reasons.PLUGIN_LATE ->
          Found.unknown(why.toString());
      default -> Found.failed(why.toString());
    };
  }
}
