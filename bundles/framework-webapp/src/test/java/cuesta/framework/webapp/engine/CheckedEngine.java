package cuesta.framework.webapp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;

/** The engine; each step is held against the replay of what it recorded. */
final class CheckedEngine implements Engine<WebState, FrameworkEvent> {
  private final WebEngine engine = new WebEngine();

  @Override
  public Step<WebState> step(WebState state, FrameworkEvent event, Tick tick) {
    Step<WebState> step = engine.step(state, event, tick);
    if (!(event instanceof KitEvent.Loaded)) {
      WebState replayed = state;
      for (Change change : step.changes()) {
        replayed = engine.replay(replayed, change);
      }
      assertSame(replayed, step.state());
    }
    return step;
  }

  @Override
  public WebState replay(WebState state, Change change) {
    return engine.replay(state, change);
  }

  /** Compares all that follows from what is kept. */
  static void assertSame(WebState wanted, WebState is) {
    assertEquals(wanted.sites(), is.sites());
    assertEquals(wanted.launches().open(), is.launches().open());
    assertEquals(wanted.launches().waiting(), is.launches().waiting());
    assertEquals(wanted.launches().live(), is.launches().live());
    assertEquals(wanted.wakes(), is.wakes());
    assertEquals(wanted.totals(), is.totals());
  }
}
