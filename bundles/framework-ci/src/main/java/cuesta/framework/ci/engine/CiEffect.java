package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.engine.Effect;

/** What framework-ci has done outside of it. */
public sealed interface CiEffect extends Effect {
  /**
   * It was done, durably.
   *
   * @param call whose
   * @param pipeline of which pipeline
   */
  record Done(long call, long pipeline) implements CiEffect {
    @Override
    public String recipient() {
      return queue(pipeline);
    }
  }

  /**
   * A change of a pipeline is durable. Nothing is to be done for it: it stands in the pipeline's
   * queue, so that no answer which shows the change overtakes it.
   *
   * @param pipeline which
   */
  record Durable(long pipeline) implements CiEffect {
    @Override
    public String recipient() {
      return queue(pipeline);
    }
  }

  /**
   * It was not done.
   *
   * @param call whose
   * @param why the reason
   */
  record Refusal(long call, Reason why) implements CiEffect {}

  /**
   * Gathers what a job leaves behind; {@link CiEvent.Gathered} comes back in any case. May be asked
   * for again.
   *
   * @param key which job
   * @param attempt which attempt of it
   * @param task its task
   * @param due what
   */
  record Gather(Key key, int attempt, TaskId task, Due due) implements CiEffect {
    @Override
    public String recipient() {
      return queue(key.pipeline());
    }
  }

  /**
   * Takes what an attempt printed to the masters; {@link CiEvent.LogKept} comes back in any case.
   * May be asked for again.
   *
   * @param key of which job
   * @param attempt which attempt of it
   * @param task its task
   */
  record KeepLog(Key key, int attempt, TaskId task) implements CiEffect {
    @Override
    public String recipient() {
      return queue(key.pipeline());
    }
  }

  private static String queue(long pipeline) {
    return "pipeline/" + pipeline;
  }
}
