package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.HungryTurn;

/** One step of framework-webapp. */
final class Turn extends HungryTurn<Key, WebState> {
  private static final String WAKE = "wake";

  Turn(WebState state, Tick tick) {
    super(state, tick);
  }

  @Override
  protected WebState replay(WebState from, Change change) {
    return Replay.apply(from, (WebChange) change);
  }

  @Override
  protected Resources amounts(Key key) {
    return site(key.app()).spec(state().instance(key)).amounts();
  }

  Site site(String name) {
    return state().sites().get(name);
  }

  void record(WebChange change) {
    keep(change);
    emit(new WebEffect.Durable(change.name()));
  }

  void keep(App app) {
    record(new WebChange.AppKept(app));
  }

  void keep(String name, Instance instance) {
    record(new WebChange.InstanceKept(name, instance));
  }

  void done(long call, String name, int rollout) {
    if (call != 0) {
      emit(new WebEffect.Done(call, name, rollout));
    }
  }

  void refuse(long call, Reason why) {
    if (call != 0) {
      emit(new WebEffect.Refusal(call, why));
    }
  }

  /** Sets the timer if it changed; one that has just fired is set in any case. */
  Step<WebState> done(Object event) {
    if (state().wakes() != before().wakes() || event instanceof WebEvent.Wake) {
      state().wakes().arm(WAKE, new WebEvent.Wake(), tick(), effects());
    }
    return step();
  }
}
