package cuesta.framework.cron.engine;

import cuesta.api.Reason;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.HungryTurn;
import java.util.List;

/** One step of framework-cron. */
final class Turn extends HungryTurn<Key, CronState> {
  private static final String DUE = "due";
  private static final String WAKE = "wake";

  Turn(CronState state, Tick tick) {
    super(state, tick);
  }

  @Override
  protected CronState replay(CronState from, Change change) {
    return CronEngine.apply(from, (CronChange) change);
  }

  @Override
  protected Resources amounts(Key key) {
    return row(key.job()).job().spec().amounts();
  }

  Row row(String name) {
    return state().rows().get(name);
  }

  void record(CronChange change) {
    keep(change);
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
      keep(new CronChange.SegmentKept(name, number, lines));
      next = next.cut(CronLimits.SEGMENT);
    }
    keep(new CronChange.Moved(name, next));
    int most = CronLimits.segments(state().rows().size());
    while (row(name).segments().size() > most) {
      keep(new CronChange.SegmentGone(name, row(name).segments().firstKey()));
    }
    emit(new CronEffect.Durable(name));
  }

  void done(long call, String name, long run) {
    if (call != 0) {
      emit(new CronEffect.Done(call, name, run));
    }
  }

  void refuse(long call, Reason why) {
    if (call != 0) {
      emit(new CronEffect.Refusal(call, why));
    }
  }

  /** Sets the timers that changed; one that has just fired is set in any case. */
  Step<CronState> done(Object event) {
    if (state().due() != before().due() || event instanceof CronEvent.Due) {
      state().due().arm(DUE, new CronEvent.Due(), tick(), effects());
    }
    if (state().wakes() != before().wakes() || event instanceof CronEvent.Wake) {
      state().wakes().arm(WAKE, new CronEvent.Wake(), tick(), effects());
    }
    return step();
  }
}
