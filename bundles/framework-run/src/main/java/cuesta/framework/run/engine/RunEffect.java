package cuesta.framework.run.engine;

import cuesta.api.Reason;
import cuesta.engine.Effect;

/** Answers to calls. */
public sealed interface RunEffect extends Effect {
  /**
   * It is done, and durable.
   *
   * @param call whose
   * @param run the run as it is with that
   */
  record Done(long call, Run run) implements RunEffect {
    @Override
    public String recipient() {
      return run.id();
    }
  }

  /**
   * A change of a run is durable. Nothing is to be done for it: it stands in the run's queue, so
   * that no answer which shows the change overtakes it.
   *
   * @param id the run's id
   */
  record Durable(String id) implements RunEffect {
    @Override
    public String recipient() {
      return id;
    }
  }

  /**
   * It was not done.
   *
   * @param call whose
   * @param why the reason
   */
  record Refusal(long call, Reason why) implements RunEffect {}
}
