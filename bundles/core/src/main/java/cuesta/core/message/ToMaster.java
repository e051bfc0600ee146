package cuesta.core.message;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.TaskState;
import java.util.List;
import java.util.Optional;

/** What an agent says on its stream. */
public sealed interface ToMaster {
  /**
   * The first word on a stream.
   *
   * @param nonce chosen afresh for each stream; the answer repeats it, so that an answer to an
   *     earlier stream is never taken for this one's
   * @param id its id, if a master ever admitted it
   * @param info how it introduces itself
   * @param tasks all it has
   */
  record Register(long nonce, Optional<AgentId> id, AgentInfo info, List<TaskReport> tasks)
      implements ToMaster {
    /** Copies the list. */
    public Register {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * A status update; repeated until acknowledged.
   *
   * @param framework whose task
   * @param update the oldest update of the task that is not acknowledged
   * @param latest the newest state of the task; if it is terminal, the resources are free
   */
  record Update(FrameworkId framework, StatusUpdate update, TaskState latest) implements ToMaster {}
}
