package cuesta.api.framework;

import cuesta.api.AgentId;
import cuesta.api.TaskId;
import java.util.Optional;

/**
 * A task that a framework asks for, and where it was launched. With the agent the answer is better:
 * a master that was elected just now does not know the task itself, but knows what became of its
 * agent.
 *
 * @param task which
 * @param agent where it was launched, if the framework knows
 */
public record TaskAt(TaskId task, Optional<AgentId> agent) {
  /**
   * A task whose agent is known.
   *
   * @param task which
   * @param agent where it was launched
   * @return both
   */
  public static TaskAt on(TaskId task, AgentId agent) {
    return new TaskAt(task, Optional.of(agent));
  }

  /**
   * A task of which nothing but its id is known.
   *
   * @param task which
   * @return it, anywhere
   */
  public static TaskAt anywhere(TaskId task) {
    return new TaskAt(task, Optional.empty());
  }
}
