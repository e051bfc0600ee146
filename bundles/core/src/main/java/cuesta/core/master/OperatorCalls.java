package cuesta.core.master;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.framework.TaskInfo;
import cuesta.api.front.OperatorCall;
import java.util.List;
import java.util.Optional;

/** What operators ask for. */
final class OperatorCalls {
  private OperatorCalls() {}

  static void called(Turn turn, MasterEvent.OperatorCalled event) {
    Optional<Reason> refusal;
    try {
      refusal = dispatch(turn, event.body());
    } catch (IllegalArgumentException e) {
      refusal = Optional.of(Reason.of(Reasons.INVALID, event.body().kind(), e.getMessage()));
    }
    if (refusal.isEmpty()) {
      turn.note(
          "operator." + event.body().kind().toLowerCase(java.util.Locale.ROOT),
          event.principal().name(),
          event.body().arguments().toString(),
          Optional.empty());
    }
    turn.reply(0, event.call(), refusal);
  }

  private static Optional<Reason> dispatch(Turn turn, OperatorCall call) {
    return switch (call.kind()) {
      case OperatorCall.KILL_TASK -> killTask(turn, call);
      case OperatorCall.SET_WEIGHT -> setWeight(turn, call);
      case OperatorCall.REMOVE_FRAMEWORK -> removeFramework(turn, call);
      default ->
          Optional.of(
              Reason.of(
                  Reasons.OPERATION_UNKNOWN,
                  call.kind(),
                  "this version does not know the operation",
                  "it knows KILL_TASK, SET_WEIGHT, REMOVE_FRAMEWORK"));
    };
  }

  /** A misspelt argument must not pass for one that was left out. */
  private static void takes(OperatorCall call, String... names) {
    List<String> known = List.of(names);
    for (String name : call.arguments().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown argument '" + name + "'; it takes " + String.join(", ", known));
      }
    }
  }

  private static String argument(OperatorCall call, String name) {
    String value = call.arguments().get(name);
    if (value == null) {
      throw new IllegalArgumentException("argument '" + name + "' is missing");
    }
    return value;
  }

  private static Optional<Reason> killTask(Turn turn, OperatorCall call) {
    takes(call, "framework", "task", "grace_ms");
    FrameworkId framework = new FrameworkId(argument(call, "framework"));
    TaskId task = new TaskId(argument(call, "task"));
    FrameworkEntry entry = turn.state().frameworkTable().get(framework);
    if (entry == null || turn.state().task(framework, task).isEmpty()) {
      return Optional.of(
          Reason.of(Reasons.TASK_UNKNOWN, task.value(), "no such live task of " + framework));
    }
    Killing.kill(turn, entry, task, grace(call));
    return Optional.empty();
  }

  private static long grace(OperatorCall call) {
    String text = call.arguments().get("grace_ms");
    if (text == null) {
      return TaskInfo.DEFAULT_KILL_GRACE.toMillis();
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("grace_ms must be a whole number, not '" + text + "'", e);
    }
  }

  private static Optional<Reason> setWeight(Turn turn, OperatorCall call) {
    takes(call, "role", "weight");
    RoleId role = new RoleId(argument(call, "role"));
    double weight = weight(argument(call, "weight"));
    Registry.RoleSettings before = Roles.settings(turn.state(), role);
    turn.record(new RegistryChange.RoleSet(role, weight, before.guarantee(), before.limit()));
    turn.wantAllocation();
    return Optional.empty();
  }

  private static double weight(String text) {
    double weight;
    try {
      weight = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      weight = 0;
    }
    if (!(weight > 0 && weight <= 1e6)) {
      throw new IllegalArgumentException(
          "weight must be a number greater than 0 and at most 1000000, not '" + text + "'");
    }
    return weight;
  }

  private static Optional<Reason> removeFramework(Turn turn, OperatorCall call) {
    takes(call, "framework");
    FrameworkId id = new FrameworkId(argument(call, "framework"));
    FrameworkEntry framework = turn.state().frameworkTable().get(id);
    if (framework == null) {
      return Optional.of(Reason.of(Reasons.UNKNOWN, id.value(), "no such framework"));
    }
    Subscription.remove(
        turn,
        framework,
        Reason.of(Reasons.FRAMEWORK_REMOVED, id.value(), "an operator removed it"));
    return Optional.empty();
  }
}
