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
  record Done(long call, Run run) implements RunEffect {}

  /**
   * It was not done.
   *
   * @param call whose
   * @param why the reason
   */
  record Refusal(long call, Reason why) implements RunEffect {}
}
