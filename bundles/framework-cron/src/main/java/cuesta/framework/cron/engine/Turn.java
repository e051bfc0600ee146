package cuesta.framework.cron.engine;

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
  private static final String DUE = "due";
  private static final String WAKE = "wake";

  private final CronState before;
  private final Tick tick;
  private final List<Change> changes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private CronState state;

  Turn(CronState state, Tick tick) {
    before = state;
    this.state = state;
    this.tick = tick;
  }

  CronState state() {
    return state;
  }

  Launches<Key> launches() {
    return state.launches();
  }

  Row row(String name) {
    return state.rows().get(name);
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

  void become(CronState next) {
    state = next;
  }

  void become(Launches<Key> next) {
    state = state.with(next);
  }

  void record(CronChange change) {
    state = CronEngine.apply(state, change);
    changes.add(change);
  }

  /**
   * Keeps how far a job has come. Whole segments of its ledger go into entries of their own, before
   * the progress that lacks them; old ones go after it.
   */
  void keep(String name, Progress progress) {
    Progress next = progress;
    while (next.tail().size() > CronLimits.SEGMENT) {
      long number = (next.lines() - next.tail().size()) / CronLimits.SEGMENT;
      List<Entry> lines = next.tail().subList(0, CronLimits.SEGMENT);
      record(new CronChange.SegmentKept(name, number, lines));
      next = next.cut(CronLimits.SEGMENT);
    }
    record(new CronChange.Moved(name, next));
    int most = CronLimits.segments(state.rows().size());
    while (row(name).segments().size() > most) {
      record(new CronChange.SegmentGone(name, row(name).segments().firstKey()));
    }
    emit(new CronEffect.Durable(name));
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  void done(long call, String name, long run) {
    if (call != 0) {
      effects.add(new CronEffect.Done(call, name, run));
    }
  }

  void refuse(long call, Reason why) {
    if (call != 0) {
      effects.add(new CronEffect.Refusal(call, why));
    }
  }

  void decline(List<OfferId> offers, Duration refuse) {
    state = state.with(state.appetite().decline(offers, refuse, effects));
  }

  /** What waits may have changed: says so to the master, and wakes it if there is more. */
  void appetite() {
    List<Resources> shapes = launches().shapes(key -> row(key.job()).job().spec().amounts());
    boolean more = !shapes.isEmpty() && isNew();
    state =
        state.with(
            more
                ? state.appetite().hungry(shapes, effects)
                : state.appetite().settle(shapes, effects));
  }

  /** Whether something waits that did not before this step. */
  private boolean isNew() {
    boolean[] more = {false};
    launches().waiting().diff(before.launches().waiting(), (key, was, is) -> more[0] |= is != null);
    return more[0];
  }

  /** Sets the timers that changed; one that has just fired is set in any case. */
  Step<CronState> done(Object event) {
    if (state.due() != before.due() || event instanceof CronEvent.Due) {
      state.due().arm(DUE, new CronEvent.Due(), tick, effects);
    }
    if (state.wakes() != before.wakes() || event instanceof CronEvent.Wake) {
      state.wakes().arm(WAKE, new CronEvent.Wake(), tick, effects);
    }
    return new Step<>(state, changes, effects);
  }
}
