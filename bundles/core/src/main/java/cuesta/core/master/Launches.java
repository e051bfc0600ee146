package cuesta.core.master;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.core.message.Launch;
import cuesta.core.message.TaskKey;
import cuesta.core.message.ToAgent;
import java.util.List;
import java.util.Optional;

/** The operation LAUNCH: each task is decided on its own, against what is left. */
final class Launches {
  private Launches() {}

  /** Returns what is left. */
  static Resources launch(
      Turn turn, FrameworkId framework, OfferEntry offer, List<TaskInfo> tasks, Resources offered) {
    Resources rest = offered;
    int count = 0;
    for (TaskInfo task : tasks) {
      Optional<Reason> wrong = wrongWith(turn.state(), framework, task, rest, ++count);
      if (wrong.isPresent()) {
        Updating.refuseLaunch(
            turn,
            turn.state().frameworkTable().get(framework),
            task.id(),
            Optional.of(offer.agent()),
            TaskState.ERROR,
            wrong.get());
      } else {
        rest = rest.minus(task.resources());
        start(turn, framework, offer, task);
      }
    }
    return rest;
  }

  private static void start(Turn turn, FrameworkId id, OfferEntry offer, TaskInfo task) {
    FrameworkEntry framework = turn.state().frameworkTable().get(id);
    String user = task.command().user().filter(u -> !u.isEmpty()).orElse(framework.info().user());
    Launch launch = new Launch(id, offer.role(), user, task);
    TaskEntry entry = TaskEntry.accepted(launch, offer.agent(), turn.tick().wall());
    turn.become(Ledger.place(turn.state(), entry));
    turn.tell(turn.state().agentTable().get(offer.agent()), new ToAgent.LaunchTask(launch));
    turn.note("task.staging", task.id().value(), offer.agent().value(), Optional.empty());
  }

  private static Optional<Reason> wrongWith(
      MasterState s, FrameworkId framework, TaskInfo task, Resources rest, int count) {
    String id = task.id().value();
    if (count > Limits.TASKS_PER_ACCEPT) {
      return Optional.of(
          Reason.of(
              Reasons.TASK_INVALID,
              id,
              "an accept launches at most " + Limits.TASKS_PER_ACCEPT + " tasks"));
    }
    if (s.taskIndex().has(new TaskKey(framework, task.id()))) {
      return Optional.of(
          Reason.of(Reasons.TASK_ID_TAKEN, id, "a task of this id is live", "choose a fresh id"));
    }
    if (task.resources().isEmpty()) {
      return Optional.of(
          Reason.of(Reasons.TASK_INVALID, id, "it asks for no resources", "ask for some cpus"));
    }
    Optional<Reason> aimless =
        wrongWith(id, "health", task.health(), task)
            .or(() -> wrongWith(id, "readiness", task.readiness(), task));
    if (aimless.isPresent()) {
      return aimless;
    }
    if (!rest.contains(task.resources())) {
      return Optional.of(
          Reason.of(
              Reasons.RESOURCES_EXCEEDED,
              id,
              "it asks for " + task.resources() + ", the offer has " + rest + " left"));
    }
    return Optional.empty();
  }

  private static Optional<Reason> wrongWith(
      String id, String field, Optional<Check> check, TaskInfo task) {
    boolean aimless =
        check
                .map(Check::probe)
                .filter(p -> p.port() == 0 && !p.type().equals(Probe.COMMAND))
                .isPresent()
            && task.resources().ranges("ports").isEmpty();
    return aimless
        ? Optional.of(
            Reason.of(
                Reasons.TASK_INVALID,
                id,
                field + ".port is 0, the task's first port, but it asks for no ports",
                "name a port, or ask for ports"))
        : Optional.empty();
  }
}
