package cuesta.framework.run.engine;

import cuesta.api.Reason;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.HungryTurn;

/** One step of framework-run. */
final class Turn extends HungryTurn<Long, RunState> {
  Turn(RunState state, Tick tick) {
    super(state, tick);
  }

  @Override
  protected RunState replay(RunState from, Change change) {
    return RunEngine.apply(from, (RunChange) change);
  }

  @Override
  protected Resources amounts(Long number) {
    return run(number).request().amounts();
  }

  Run run(long number) {
    return state().runs().get(number);
  }

  void forget(long number) {
    keep(new RunChange.Forgotten(number));
  }

  void keep(Run run) {
    keep(new RunChange.Kept(run));
    emit(new RunEffect.Durable(run.id()));
  }

  void refuse(long call, Reason why) {
    if (call != 0) {
      emit(new RunEffect.Refusal(call, why));
    }
  }

  Step<RunState> done() {
    return step();
  }
}
