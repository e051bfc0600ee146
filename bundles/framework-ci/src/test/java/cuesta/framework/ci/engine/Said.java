package cuesta.framework.ci.engine;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.api.framework.UpdateView;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What an agent says of a task. */
record Said(
    Optional<UpdateId> id,
    TaskId task,
    Optional<AgentId> agent,
    Optional<ContainerId> container,
    TaskState state,
    Optional<Reason> reason,
    OptionalInt exit,
    Instant time)
    implements UpdateView {

  static Said of(TaskId task, TaskState state, OptionalInt exit, String code, Instant now) {
    return new Said(
        Optional.of(new UpdateId(task + "-" + state + "-" + now)),
        task,
        Optional.of(new AgentId("a1")),
        Optional.of(new ContainerId("c-" + task)),
        state,
        code.isEmpty() ? Optional.empty() : Optional.of(Reason.of(code, task.value(), "so it is")),
        exit,
        now);
  }
}
