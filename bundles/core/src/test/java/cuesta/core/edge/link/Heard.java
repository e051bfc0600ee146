package cuesta.core.edge.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What one end was told, in order. */
final class Heard {
  private static final long DEADLINE_SECONDS = 20;

  /** One call: "opened", "said" or "broken", of which stream, and what. */
  record Event(String what, long stream, Object detail) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  void add(String what, long stream, Object detail) {
    events.add(new Event(what, stream, detail));
  }

  /** The next event. */
  Event next() {
    try {
      Event event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertNotNull(event, "nothing was heard for " + DEADLINE_SECONDS + " s");
      return event;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next event, which must be of that kind. */
  Event next(String what) {
    Event event = next();
    assertEquals(what, event.what(), event.toString());
    return event;
  }

  /** Nothing is heard for a while. */
  void quietFor(Duration time) {
    try {
      assertEquals(null, events.poll(time.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
