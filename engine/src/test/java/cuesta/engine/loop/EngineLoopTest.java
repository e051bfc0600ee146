package cuesta.engine.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop on its real thread and clock. */
class EngineLoopTest {
  private record Said(Object event) implements Effect {}

  private record Kept(String event) implements Change {}

  /** Each event names what it wants done. */
  private static final class Script implements Engine<Integer, String> {
    @Override
    public Step<Integer> step(Integer state, String event, Tick tick) {
      List<Effect> effects = new ArrayList<>();
      List<Change> changes = new ArrayList<>();
      switch (event) {
        case "timer" -> effects.add(new Effect.Arm("t", 1_000_000, "fired", false));
        case "twice" -> {
          effects.add(new Effect.Arm("t", 3_600_000_000_000L, "never", false));
          effects.add(new Effect.Arm("t", 1_000_000, "fired", false));
        }
        case "disarmed" -> {
          effects.add(new Effect.Arm("d", 1_000, "never", false));
          effects.add(new Effect.Disarm("d"));
        }
        case "keep" -> {
          changes.add(new Kept(event));
          effects.add(new Effect.Again("kept"));
        }
        default -> effects.add(new Said(event));
      }
      return new Step<>(state + 1, changes, effects);
    }

    @Override
    public Integer replay(Integer state, Change change) {
      return state;
    }
  }

  private final LinkedBlockingQueue<Object> said = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Long> persisted = new LinkedBlockingQueue<>();
  private final EngineLoop<Integer, String> loop =
      new EngineLoop<>(
          "test-loop",
          new Script(),
          0,
          new World() {
            @Override
            public void persist(long position, List<Change> changes) {
              persisted.add(position);
            }

            @Override
            public void perform(Effect effect) {
              said.add(((Said) effect).event());
            }

            @Override
            public void poisoned(Object event, RuntimeException failure) {
              said.add(failure);
            }

            @Override
            public void flush() {}
          });

  @AfterEach
  void close() {
    loop.close();
  }

  private Object next() throws InterruptedException {
    return said.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void eventsKeepTheirOrder() throws InterruptedException {
    loop.start();
    for (int i = 0; i < 5_000; i++) {
      loop.put("e" + i);
    }
    for (int i = 0; i < 5_000; i++) {
      assertEquals("e" + i, next());
    }
  }

  @Test
  void aTimerFiresAndALaterOneOfItsKeyReplacesIt() throws InterruptedException {
    loop.start();
    loop.put("timer");
    assertEquals("fired", next());
    loop.put("twice");
    assertEquals("fired", next());
    loop.put("disarmed");
    loop.put("after");
    assertEquals("after", next());
  }

  @Test
  void againComesBackOnceTheChangeIsDurable() throws InterruptedException {
    loop.start();
    loop.put("keep");
    Long position = persisted.poll(20, TimeUnit.SECONDS);
    loop.put("meanwhile");
    assertEquals("meanwhile", next());
    loop.committed(position);
    assertEquals("kept", next());
  }

  @Test
  void aFullInboxSaysSo() {
    for (int i = 0; i < EngineLoop.INBOX; i++) {
      assertTrue(loop.offer("e"));
    }
    assertEquals(false, loop.offer("one too many"));
  }
}
