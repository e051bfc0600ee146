package cuesta.framework.ci.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;

/** The engine; each step is held against the replay of what it recorded. */
final class CheckedEngine implements Engine<CiState, FrameworkEvent> {
  private final CiEngine engine = new CiEngine(Specs::task, Sizes.USUAL);

  @Override
  public Step<CiState> step(CiState state, FrameworkEvent event, Tick tick) {
    Step<CiState> step = engine.step(state, event, tick);
    if (!(event instanceof KitEvent.Loaded)) {
      CiState replayed = state;
      for (Change change : step.changes()) {
        replayed = engine.replay(replayed, change);
      }
      assertSame(replayed, step.state());
    }
    return step;
  }

  @Override
  public CiState replay(CiState state, Change change) {
    return engine.replay(state, change);
  }

  /** Compares all that follows from what is kept. */
  static void assertSame(CiState wanted, CiState is) {
    assertEquals(wanted.lines(), is.lines());
    assertEquals(wanted.caches(), is.caches());
    assertEquals(wanted.counts(), is.counts());
    assertEquals(wanted.launches().open(), is.launches().open());
    assertEquals(wanted.launches().waiting(), is.launches().waiting());
    assertEquals(wanted.launches().live(), is.launches().live());
    assertEquals(wanted.wakes(), is.wakes());
    assertEquals(wanted.index().groups(), is.index().groups());
    assertEquals(wanted.index().blobs(), is.index().blobs());
    assertEquals(wanted.index().projects(), is.index().projects());
    assertEquals(wanted.index().asked(), is.index().asked());
    assertEquals(wanted.index().totals(), is.index().totals());
  }
}
