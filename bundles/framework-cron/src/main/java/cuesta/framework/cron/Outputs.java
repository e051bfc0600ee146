package cuesta.framework.cron;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.TaskId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads what tasks wrote. Any thread; many may be asked for at once, and it must not block. */
interface Outputs {
  /** Nobody can: outputs stay where the tasks ran. */
  Outputs NONE =
      (agent, task, container, most) ->
          CompletableFuture.failedStage(
              new Refused(
                  Reason.of(
                      Reasons.FILE_UNREADABLE,
                      task.value(),
                      "this master does not read what agents hold",
                      "read it where it ran: cuesta logs " + task)));

  /**
   * The end of what a task wrote to its standard output.
   *
   * @param agent where it ran
   * @param task the task, which has ended
   * @param container its container
   * @param most bytes at most
   * @return the bytes; fails with {@link Refused} if they cannot be read
   */
  CompletionStage<byte[]> tail(AgentId agent, TaskId task, ContainerId container, int most);
}
