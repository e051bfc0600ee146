package cuesta.core.osgi.slot;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.PluginView;
import cuesta.core.slot.Entry;
import cuesta.core.slot.Phase;
import cuesta.core.slot.SlotState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** The rows of one slot: what people see of its candidates. Guarded by the machine's lock. */
final class Rows {
  /** In these phases a candidate has an instance that may say something of itself. */
  private static final EnumSet<Phase> SAYING =
      EnumSet.of(Phase.WARMING, Phase.CURRENT, Phase.RETIRING);

  private final SlotSpec spec;
  private final SlotsService service;
  private final TreeMap<Long, PluginView> shown = new TreeMap<>();

  /**
   * What plugins say of themselves, the last of each code; {@code ""} is how it came to be current.
   */
  private final TreeMap<Long, TreeMap<String, Reason>> notes = new TreeMap<>();

  Rows(SlotSpec spec, SlotsService service) {
    this.spec = spec;
    this.service = service;
  }

  void changed(SlotState before, SlotState after, LongFunction<Candidate<?, ?>> who) {
    for (Entry entry : before.entries().values()) {
      Entry now = after.entries().get(entry.rank().id());
      if (now == null || !now.rank().equals(entry.rank())) {
        leave(entry, now == null);
      }
    }
    for (Entry entry : after.entries().values()) {
      show(entry, after, who.apply(entry.rank().id()));
    }
  }

  private void leave(Entry entry, boolean gone) {
    long id = entry.rank().id();
    PluginView last = shown.remove(id);
    if (gone && last != null) {
      service.gone(key(entry), with(last, PluginView.GONE, entry.reason().stream().toList()));
      notes.remove(id);
    } else {
      service.moved(key(entry));
    }
  }

  private void show(Entry entry, SlotState state, Candidate<?, ?> candidate) {
    long id = entry.rank().id();
    PluginView last = shown.get(id);
    List<Reason> reasons = reasons(entry, state);
    String phase = entry.phase().name();
    if (last != null && last.state().equals(phase) && last.reasons().equals(reasons)) {
      return;
    }
    PluginView row = last != null ? with(last, phase, reasons) : first(candidate, phase, reasons);
    shown.put(id, row);
    service.row(key(entry), row);
  }

  private SlotsService.Key key(Entry entry) {
    return new SlotsService.Key(spec.kind(), spec.group(), entry.rank());
  }

  private PluginView first(Candidate<?, ?> c, String phase, List<Reason> reasons) {
    return new PluginView(
        spec.node(),
        spec.kind(),
        c.name(),
        c.bundle(),
        c.version(),
        c.bundleId(),
        c.file(),
        phase,
        Instant.now(),
        reasons);
  }

  private static PluginView with(PluginView row, String state, List<Reason> reasons) {
    return new PluginView(
        row.node(),
        row.slot(),
        row.name(),
        row.bundle(),
        row.version(),
        row.bundleId(),
        row.file(),
        state,
        state.equals(row.state()) ? row.since() : Instant.now(),
        reasons);
  }

  /** What was decided about it, then what its instance says. */
  private List<Reason> reasons(Entry entry, SlotState state) {
    List<Reason> reasons = new ArrayList<>();
    entry.reason().ifPresent(reasons::add);
    if (entry.phase() == Phase.OFFERED && reasons.isEmpty()) {
      String why = state.paused() ? "this node does not use it now" : "a better one is there";
      reasons.add(Reason.of(Reasons.PLUGIN_RESERVE, entry.rank().name(), why));
    }
    if (SAYING.contains(entry.phase())) {
      Optional.ofNullable(notes.get(entry.rank().id()))
          .ifPresent(said -> reasons.addAll(said.descendingMap().values()));
    }
    return reasons;
  }

  void note(long id, String code, Reason reason) {
    notes.computeIfAbsent(id, x -> new TreeMap<>()).put(code, reason);
  }

  /** A new instance has said nothing yet. */
  void forgetNotes(long id) {
    notes.remove(id);
  }

  Optional<PluginView> row(long id) {
    return Optional.ofNullable(shown.get(id));
  }
}
