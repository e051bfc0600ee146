package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.engine.Effect;

/** Answers to calls, and outputs to fetch. */
public sealed interface WebEffect extends Effect {
  /**
   * It is done, and durable.
   *
   * @param call whose
   * @param name of which application
   * @param rollout the rollout that was begun; 0 if none was
   */
  record Done(long call, String name, int rollout) implements WebEffect {
    @Override
    public String recipient() {
      return name;
    }
  }

  /**
   * A change of an application is durable. Nothing is to be done for it: it stands in the
   * application's queue, so that no answer which shows the change overtakes it.
   *
   * @param name which
   */
  record Durable(String name) implements WebEffect {
    @Override
    public String recipient() {
      return name;
    }
  }

  /**
   * It was not done.
   *
   * @param call whose
   * @param why the reason
   */
  record Refusal(long call, Reason why) implements WebEffect {}

  /**
   * Fetches the end of what an instance wrote; {@link WebEvent.Fetched} comes back in any case.
   *
   * @param name of which application
   * @param task its task
   */
  record Fetch(String name, TaskId task) implements WebEffect {}
}
