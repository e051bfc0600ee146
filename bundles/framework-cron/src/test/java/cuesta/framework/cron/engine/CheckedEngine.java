package cuesta.framework.cron.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;

/** The engine; each step is held against the replay of what it recorded. */
final class CheckedEngine implements Engine<CronState, FrameworkEvent> {
  private final CronEngine engine = new CronEngine();

  @Override
  public Step<CronState> step(CronState state, FrameworkEvent event, Tick tick) {
    Step<CronState> step = engine.step(state, event, tick);
    if (!(event instanceof KitEvent.Loaded)) {
      CronState replayed = state;
      for (Change change : step.changes()) {
        replayed = engine.replay(replayed, change);
      }
      assertSame(replayed, step.state());
      assertEquals(replayed.totals(), step.state().totals());
    }
    return step;
  }

  @Override
  public CronState replay(CronState state, Change change) {
    return engine.replay(state, change);
  }

  /** Compares all that follows from what is kept. */
  static void assertSame(CronState wanted, CronState is) {
    assertEquals(wanted.rows().size(), is.rows().size());
    for (Row row : wanted.rows().values()) {
      if (row != is.rows().get(row.name())) {
        assertSame(row, is.rows().get(row.name()));
      }
    }
    assertEquals(wanted.launches().open(), is.launches().open());
    assertEquals(wanted.launches().waiting(), is.launches().waiting());
    assertEquals(wanted.launches().live(), is.launches().live());
    assertEquals(wanted.due(), is.due());
    assertEquals(wanted.wakes(), is.wakes());
    assertEquals(wanted.outputs(), is.outputs());
  }

  /** But for the schedule, which is read from the job. */
  private static void assertSame(Row wanted, Row is) {
    assertEquals(wanted.job(), is.job());
    assertEquals(wanted.progress(), is.progress());
    assertEquals(wanted.next(), is.next());
    assertEquals(wanted.segments(), is.segments());
    assertEquals(wanted.history(), is.history());
  }
}
