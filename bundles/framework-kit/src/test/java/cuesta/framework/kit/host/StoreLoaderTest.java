package cuesta.framework.kit.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.contracts.framework.fakes.ScriptedMaster;
import cuesta.contracts.framework.fakes.ScriptedSession;
import cuesta.engine.Engine;
import cuesta.engine.loop.World;
import cuesta.framework.kit.FrameworkEvent;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class StoreLoaderTest {
  /** Time passes when the test says so. */
  private static final class Timers implements Clockwork {
    final TreeMap<Long, Runnable> due = new TreeMap<>();

    @Override
    public <S> Loop<S> loop(String name, Engine<S, FrameworkEvent> engine, S initial, World world) {
      throw new IllegalStateException("there is nothing to run before the store was read");
    }

    @Override
    public void aside(Runnable task) {
      task.run();
    }

    @Override
    public void after(long millis, Runnable task) {
      due.put(millis, task);
    }
  }

  private final ScriptedMaster master = new ScriptedMaster();
  private final ScriptedSession session = master.open();
  private final Timers timers = new Timers();

  @Test
  void aStoreThatDoesNotAnswerIsNotDamaged() {
    NotesFramework notes = new NotesFramework(null, 1, 1);
    master.subscribe(session, notes.host);
    CompletableFuture<StoreLoader.Loaded> loaded =
        new StoreLoader(session, notes.codec(), timers).load();
    assertFalse(loaded.isDone(), "the master has not decided yet");
    timers.due.pollFirstEntry().getValue().run();
    Throwable why = assertThrows(CompletionException.class, loaded::join).getCause();
    assertEquals(
        Reasons.REGISTRY_UNAVAILABLE, assertInstanceOf(Refused.class, why).reason().code());
  }
}
