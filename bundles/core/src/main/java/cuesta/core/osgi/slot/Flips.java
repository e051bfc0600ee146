package cuesta.core.osgi.slot;

import cuesta.api.Reason;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who followed whom, and for how long nobody was there. On the slot's lane only. */
final class Flips {
  /** Code of the reason that a current plugin's row carries: whom it followed. */
  static final String SWAPPED = "PLUGIN_SWAPPED";

  private static final Logger LOG = LoggerFactory.getLogger(Flips.class);
  private final SlotSpec spec;
  private String former = "";
  private boolean empty = true;
  private long since;

  Flips(SlotSpec spec) {
    this.spec = spec;
  }

  /** Before the reference is exchanged. If the slot was empty, the gap began when it became so. */
  void begin(boolean occupied) {
    if (occupied || former.isEmpty()) {
      since = System.nanoTime();
    }
    empty = !occupied;
  }

  /** After the new one is known to all. */
  Optional<Reason> end(Optional<Candidate<?, ?>> now) {
    if (now.isEmpty()) {
      if (!empty) {
        LOG.info("{}: {} → nobody", spec.title(), former);
      }
      return Optional.empty();
    }
    String name = now.get().name() + " " + now.get().version();
    String before = former;
    former = name;
    if (before.isEmpty()) {
      LOG.info("{} on {}: {}", spec.title(), spec.node(), name);
      return Optional.empty();
    }
    String gap = gap(System.nanoTime() - since);
    LOG.info("{} on {}: {} → {}, {}", spec.title(), spec.node(), before, name, gap);
    return Optional.of(Reason.of(SWAPPED, before, gap));
  }

  static String gap(long nanos) {
    long micros = nanos / 1_000;
    return "gap " + (micros < 10_000 ? micros + " µs" : micros / 1_000 + " ms");
  }
}
