package cuesta.contracts.framework.fakes;

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

/**
 * An update in a test.
 *
 * @param id what to acknowledge
 * @param task of which task
 * @param agent where
 * @param container in which container
 * @param state the state
 * @param reason why
 * @param exit how the command ended
 * @param time when it was made
 */
public record FakeUpdate(
    Optional<UpdateId> id,
    TaskId task,
    Optional<AgentId> agent,
    Optional<ContainerId> container,
    TaskState state,
    Optional<Reason> reason,
    OptionalInt exit,
    Instant time)
    implements UpdateView {
  /**
   * What the master says by itself.
   *
   * @param task of which task
   * @param state the state
   * @param code the reason's code
   * @return an update that is not acknowledged
   */
  public static FakeUpdate ofMaster(TaskId task, TaskState state, String code) {
    return new FakeUpdate(
        Optional.empty(),
        task,
        Optional.empty(),
        Optional.empty(),
        state,
        Optional.of(Reason.of(code, task.value(), "said by the master")),
        OptionalInt.empty(),
        Instant.EPOCH);
  }

  /**
   * What an agent says.
   *
   * @param id the update's id
   * @param task of which task
   * @param agent which agent
   * @param state the state
   * @param exit how the command ended; negative if it did not
   * @return an update to acknowledge
   */
  public static FakeUpdate ofAgent(
      String id, TaskId task, AgentId agent, TaskState state, int exit) {
    return new FakeUpdate(
        Optional.of(new UpdateId(id)),
        task,
        Optional.of(agent),
        Optional.of(new ContainerId("c-" + task)),
        state,
        Optional.empty(),
        exit < 0 ? OptionalInt.empty() : OptionalInt.of(exit),
        Instant.EPOCH);
  }

  /**
   * The same with an exit status.
   *
   * @param status how the command ended; negative if it did not
   * @return a new update
   */
  public FakeUpdate withExit(int status) {
    OptionalInt how = status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
    return new FakeUpdate(id, task, agent, container, state, reason, how, time);
  }
}
