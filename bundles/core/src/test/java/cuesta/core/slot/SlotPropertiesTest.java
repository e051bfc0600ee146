package cuesta.core.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random lives of a slot, played by a host that answers late, never, or at once. */
class SlotPropertiesTest {
  private static final Reason WHY = Reason.of(Reasons.PLUGIN_FAILED, "x", "because");

  /** What a host would know: who is called, what was asked of it and is not answered yet. */
  private static final class Host {
    final Random random;
    SlotState state = SlotState.empty(SlotLimits.DEFAULT, false);
    long called = -1;
    long now;
    long services;
    final List<SlotEvent> pending = new ArrayList<>();
    final TreeMap<Long, Long> timers = new TreeMap<>();
    final TreeSet<Long> inUse = new TreeSet<>();
    final TreeSet<Long> bound = new TreeSet<>();
    final TreeSet<Long> withdrawn = new TreeSet<>();

    Host(long seed) {
      random = new Random(seed);
    }

    void happen(SlotEvent event) {
      now += random.nextInt(1_000_000_000);
      SlotStep step = SlotLogic.step(state, event, now);
      assertEquals(step, SlotLogic.step(state, event, now), "the same step twice");
      state = step.state();
      step.effects().forEach(this::perform);
      check();
    }

    private void perform(SlotEffect effect) {
      switch (effect) {
        case SlotEffect.Open e -> {
          assertFalse(withdrawn.contains(e.id()), "opened although its bundle leaves");
          pending.add(
              random.nextInt(4) == 0
                  ? new SlotEvent.OpenFailed(e.id(), e.attempt(), WHY)
                  : new SlotEvent.Opened(e.id(), e.attempt()));
        }
        case SlotEffect.Flip e -> {
          called = e.to().orElse(-1);
          if (called >= 0) {
            inUse.add(called);
          }
        }
        case SlotEffect.Drain e -> pending.add(new SlotEvent.Drained(e.id(), e.attempt()));
        case SlotEffect.Close e -> {
          assertFalse(called == e.id(), "closed while it is called");
          inUse.remove(e.id());
          pending.add(new SlotEvent.Closed(e.id(), e.attempt()));
        }
        case SlotEffect.Release e -> {
          assertFalse(called == e.id(), "released while it is called");
          assertFalse(inUse.contains(e.id()), "released without being closed");
          assertTrue(withdrawn.contains(e.id()), "released although it did not want to leave");
          bound.remove(e.id());
        }
        case SlotEffect.Arm e -> timers.put(e.id(), e.timer());
        case SlotEffect.Disarm e -> timers.remove(e.id(), e.timer());
        case SlotEffect.AbortOpen e -> {}
        case SlotEffect.CloseLate e -> {}
        case SlotEffect.Cut e -> {}
        case SlotEffect.Note e -> {}
        case SlotEffect.CountLate e -> {}
      }
    }

    private void check() {
      List<Entry> current =
          state.entries().values().stream().filter(e -> e.phase() == Phase.CURRENT).toList();
      assertTrue(current.size() <= 1, "at most one is current");
      assertEquals(current.isEmpty() ? -1 : current.getFirst().id(), called, "who is called");
      for (Entry e : state.entries().values()) {
        assertEquals(e.armed(), timers.containsKey(e.id()), "each timer is known to both");
        boolean waits = e.stage() != Stage.NONE && e.stage() != Stage.OPEN;
        assertTrue(e.armed() || !waits, "whoever waits has a deadline");
      }
    }

    /** One random thing. */
    void live() {
      switch (random.nextInt(12)) {
        case 0, 1 -> bind();
        case 2 -> withdraw();
        case 3 -> fire();
        case 4, 5 -> failCall();
        case 6 -> report();
        case 7 -> {
          if (!bound.isEmpty()) {
            happen(new SlotEvent.Retry(any(bound)));
          }
        }
        case 8 -> happen(random.nextInt(4) == 0 ? new SlotEvent.Pause() : new SlotEvent.Resume());
        default -> answer();
      }
    }

    private void bind() {
      long id = ++services;
      bound.add(id);
      happen(new SlotEvent.Bound(new Rank(id, "p" + id, id / 2, random.nextInt(3))));
    }

    private void withdraw() {
      if (!bound.isEmpty()) {
        long id = any(bound);
        withdrawn.add(id);
        happen(new SlotEvent.Unbound(id));
      }
    }

    private void fire() {
      if (!timers.isEmpty()) {
        long id = any(new TreeSet<>(timers.keySet()));
        happen(new SlotEvent.TimedOut(id, timers.remove(id)));
      }
    }

    private void failCall() {
      state.current().ifPresent(e -> happen(new SlotEvent.CallFailed(e.id(), e.attempt(), WHY)));
    }

    private void report() {
      long id = services == 0 ? 1 : 1 + random.nextLong(services);
      happen(new SlotEvent.Reported(id, 1, WHY));
    }

    private void answer() {
      if (!pending.isEmpty()) {
        happen(pending.remove(random.nextInt(pending.size())));
      }
    }

    private long any(TreeSet<Long> ids) {
      return new ArrayList<>(ids).get(random.nextInt(ids.size()));
    }

    /** From now on everything answers well. */
    void settle() {
      happen(new SlotEvent.Resume());
      for (int i = 0; i < 10_000 && !(pending.isEmpty() && timers.isEmpty()); i++) {
        if (pending.isEmpty()) {
          fire();
        } else {
          SlotEvent next = pending.removeFirst();
          happen(
              next instanceof SlotEvent.OpenFailed f
                  ? new SlotEvent.Opened(f.id(), f.attempt())
                  : next);
        }
      }
      assertTrue(pending.isEmpty() && timers.isEmpty(), "it comes to rest");
    }
  }

  @Property(tries = 2_000)
  void whateverHappensTheBestHealthyCandidateEndsCurrentAndWhoLeftIsGone(@ForAll long seed) {
    Host host = new Host(seed);
    for (int i = 0; i < 80; i++) {
      host.live();
    }
    host.settle();
    for (long id : host.withdrawn) {
      assertFalse(host.state.entries().containsKey(id), "withdrawn, but not gone: " + id);
    }
    Entry best =
        host.state.entries().values().stream()
            .filter(e -> e.phase() != Phase.REJECTED && e.phase() != Phase.QUARANTINED)
            .min((a, b) -> a.rank().compareTo(b.rank()))
            .orElse(null);
    assertEquals(best, host.state.current().orElse(null), "the best healthy one is current");
  }

  @Property(tries = 500)
  void aSlotThatIsShutEmpties(@ForAll long seed) {
    Host host = new Host(seed);
    for (int i = 0; i < 60; i++) {
      host.live();
    }
    host.withdrawn.addAll(host.bound);
    host.happen(new SlotEvent.Shut());
    host.settle();
    assertTrue(host.state.entries().isEmpty(), host.state.entries().toString());
  }
}
