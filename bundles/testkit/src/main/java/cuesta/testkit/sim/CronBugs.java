package cuesta.testkit.sim;

import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.cron.engine.CronChange;
import cuesta.framework.cron.engine.Entry;
import cuesta.framework.cron.engine.Progress;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;
import java.util.ArrayList;
import java.util.List;

/** Planted bugs that only framework-cron can have; other guests' engines stay as they are. */
final class CronBugs {
  private CronBugs() {}

  /** What a successor reads has lost the ledger's last line and the cursor, and not the run. */
  static <S> Engine<S, FrameworkEvent> tickTwice(Engine<S, FrameworkEvent> shipped) {
    return new Wrapped<>(shipped) {
      @Override
      public Step<S> step(S state, FrameworkEvent event, Tick tick) {
        return super.step(
            state,
            event instanceof KitEvent.Loaded loaded
                ? new KitEvent.Loaded(
                    loaded.id(),
                    loaded.again(),
                    loaded.kept().stream().map(CronBugs::outdated).toList())
                : event,
            tick);
      }
    };
  }

  private static Change outdated(Change change) {
    if (!(change instanceof CronChange.Moved moved) || moved.progress().tail().isEmpty()) {
      return change;
    }
    Progress now = moved.progress();
    List<Entry> before = now.tail().subList(0, now.tail().size() - 1);
    return new CronChange.Moved(
        moved.name(),
        new Progress(
            now.tail().getLast().first().minusSeconds(1),
            now.paused(),
            now.deleted(),
            now.lines() - 1,
            before,
            now.runs(),
            now.open(),
            now.tally()));
  }

  /** What is placed on offers is launched, and never written by itself. */
  static <S> Engine<S, FrameworkEvent> intentLost(Engine<S, FrameworkEvent> shipped) {
    return new Wrapped<>(shipped) {
      @Override
      public Step<S> step(S state, FrameworkEvent event, Tick tick) {
        Step<S> step = super.step(state, event, tick);
        if (!(event instanceof KitEvent.Offered)) {
          return step;
        }
        List<Change> kept = new ArrayList<>(step.changes());
        kept.removeIf(CronChange.class::isInstance);
        return new Step<>(step.state(), kept, step.effects());
      }
    };
  }
}
