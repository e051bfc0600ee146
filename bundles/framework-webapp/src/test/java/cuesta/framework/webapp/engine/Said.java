package cuesta.framework.webapp.engine;

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
    Instant time,
    Optional<Boolean> ready)
    implements UpdateView {

  static Said of(TaskId task, TaskState state, int exit, Instant now) {
    return said(task, state, exit < 0 ? OptionalInt.empty() : OptionalInt.of(exit), now, null);
  }

  static Said running(TaskId task, Optional<Boolean> ready, Instant now) {
    return said(task, TaskState.RUNNING, OptionalInt.empty(), now, ready.orElse(null));
  }

  static Said notReady(TaskId task, Reason why, Instant now) {
    Said said = running(task, Optional.of(false), now);
    return new Said(
        said.id(),
        task,
        said.agent(),
        said.container(),
        said.state(),
        Optional.of(why),
        said.exit(),
        now,
        said.ready());
  }

  private static Said said(
      TaskId task, TaskState state, OptionalInt exit, Instant now, Boolean ready) {
    return new Said(
        Optional.of(new UpdateId(task + "-" + state + "-" + ready + "-" + now)),
        task,
        Optional.of(new AgentId("a")),
        Optional.of(new ContainerId("c-" + task)),
        state,
        Optional.empty(),
        exit,
        now,
        Optional.ofNullable(ready));
  }
}
