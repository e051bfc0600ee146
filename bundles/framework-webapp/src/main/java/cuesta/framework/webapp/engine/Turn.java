package cuesta.framework.webapp.engine;

import cuesta.api.OfferId;
import cuesta.api.Reason;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.Launches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One step while it is made. Changes enter the state through replay, as they do after a restart.
 */
final class Turn {
  private static final String WAKE = "wake";

  private final WebState before;
  private final Tick tick;
  private final List<Change> changes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private WebState state;

  Turn(WebState state, Tick tick) {
    before = state;
    this.state = state;
    this.tick = tick;
  }

  WebState state() {
    return state;
  }

  Launches<Key> launches() {
    return state.launches();
  }

  Site site(String name) {
    return state.sites().get(name);
  }

  Tick tick() {
    return tick;
  }

  Instant now() {
    return tick.wall();
  }

  List<Effect> effects() {
    return effects;
  }

  void become(WebState next) {
    state = next;
  }

  void become(Launches<Key> next) {
    state = state.with(next);
  }

  void record(WebChange change) {
    state = Replay.apply(state, change);
    changes.add(change);
    effects.add(new WebEffect.Durable(change.name()));
  }

  void keep(App app) {
    record(new WebChange.AppKept(app));
  }

  void keep(String name, Instance instance) {
    record(new WebChange.InstanceKept(name, instance));
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  void done(long call, String name, int rollout) {
    if (call != 0) {
      effects.add(new WebEffect.Done(call, name, rollout));
    }
  }

  void refuse(long call, Reason why) {
    if (call != 0) {
      effects.add(new WebEffect.Refusal(call, why));
    }
  }

  void decline(List<OfferId> offers, Duration refuse) {
    state = state.with(state.appetite().decline(offers, refuse, effects));
  }

  /** What waits may have changed: says so to the master, and wakes it if there is more. */
  void appetite() {
    List<Resources> shapes = launches().shapes(this::amounts);
    boolean more = !shapes.isEmpty() && isNew();
    state =
        state.with(
            more
                ? state.appetite().hungry(shapes, effects)
                : state.appetite().settle(shapes, effects));
  }

  private Resources amounts(Key key) {
    return site(key.app()).spec(state.instance(key)).amounts();
  }

  /** Whether something waits that did not before this step. */
  private boolean isNew() {
    boolean[] more = {false};
    launches().waiting().diff(before.launches().waiting(), (key, was, is) -> more[0] |= is != null);
    return more[0];
  }

  /** Sets the timer if it changed; one that has just fired is set in any case. */
  Step<WebState> done(Object event) {
    if (state.wakes() != before.wakes() || event instanceof WebEvent.Wake) {
      state.wakes().arm(WAKE, new WebEvent.Wake(), tick, effects);
    }
    return new Step<>(state, changes, effects);
  }
}
