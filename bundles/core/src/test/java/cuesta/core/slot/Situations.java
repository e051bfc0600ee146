package cuesta.core.slot;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The words of docs/slot-table.md. Each situation is reached by events alone, so that no row speaks
 * of a state that cannot come about. The candidate that a row is about has the id 5; "better" is 9
 * and "worse" is 2.
 */
final class Situations {
  static final long SUBJECT = 5;
  static final long BETTER = 9;
  static final long WORSE = 2;
  static final Reason WHY = Reason.of(Reasons.PLUGIN_FAILED, "x", "because");
  private static final Duration S = Duration.ofSeconds(1);
  private static final SlotLimits LIMITS =
      new SlotLimits(S, S.multipliedBy(2), S.multipliedBy(3), S.multipliedBy(4), 3, S);

  /** A situation: the words of its first column and the events that lead there. */
  static final Map<String, String> REACHED = new TreeMap<>();

  /** An event: its word and what it is for the subject. */
  static final Map<String, BiFunction<SlotState, Long, SlotEvent>> EVENTS = new TreeMap<>();

  static {
    REACHED.put("–", "");
    REACHED.put("–, shut", "shut");
    REACHED.put("OFFERED, paused", "pause; bound");
    REACHED.put("OFFERED, a better one is CURRENT", "better: bound; better: opened; bound");
    REACHED.put("WARMING", "bound");
    REACHED.put("WARMING, a worse one is CURRENT", "worse: bound; worse: opened; bound");
    REACHED.put("CURRENT", "bound; opened");
    REACHED.put("CURRENT, failed twice", "bound; opened; call failed; call failed");
    REACHED.put("CURRENT, a reserve is OFFERED", "bound; opened; worse: bound");
    REACHED.put("CURRENT, unbound, the reserve is WARMING", "bound; opened; worse: bound; unbound");
    REACHED.put("RETIRING, unbound, opening", "bound; unbound");
    REACHED.put("RETIRING, unbound, draining", "bound; opened; unbound");
    REACHED.put("RETIRING, unbound, closing", "bound; opened; unbound; drained");
    REACHED.put("RETIRING, superseded, draining", "bound; opened; better: bound; better: opened");
    REACHED.put(
        "RETIRING, superseded, closing", "bound; opened; better: bound; better: opened; drained");
    REACHED.put("REJECTED", "bound; open failed");
    REACHED.put("QUARANTINED", "bound; opened; 3 × call failed; drained; closed");
    REACHED.put("QUARANTINED, draining", "bound; opened; 3 × call failed");
    REACHED.put("QUARANTINED, closing", "bound; opened; 3 × call failed; drained");

    EVENTS.put("bound", (s, id) -> new SlotEvent.Bound(rank(id)));
    EVENTS.put("unbound", (s, id) -> new SlotEvent.Unbound(id));
    EVENTS.put("opened", (s, id) -> new SlotEvent.Opened(id, attempt(s, id)));
    EVENTS.put("open failed", (s, id) -> new SlotEvent.OpenFailed(id, attempt(s, id), WHY));
    EVENTS.put("deadline", (s, id) -> new SlotEvent.TimedOut(id, timer(s, id)));
    EVENTS.put("call failed", (s, id) -> new SlotEvent.CallFailed(id, attempt(s, id), WHY));
    EVENTS.put("drained", (s, id) -> new SlotEvent.Drained(id, attempt(s, id)));
    EVENTS.put("closed", (s, id) -> new SlotEvent.Closed(id, attempt(s, id)));
    EVENTS.put("reported", (s, id) -> new SlotEvent.Reported(id, attempt(s, id), WHY));
    EVENTS.put("retry", (s, id) -> new SlotEvent.Retry(id));
    EVENTS.put("pause", (s, id) -> new SlotEvent.Pause());
    EVENTS.put("resume", (s, id) -> new SlotEvent.Resume());
    EVENTS.put("shut", (s, id) -> new SlotEvent.Shut());
  }

  private Situations() {}

  static Rank rank(long id) {
    return new Rank(id, "plugin" + id, id, 0);
  }

  static SlotState reach(String situation) {
    SlotState state = SlotState.empty(LIMITS, false);
    for (String word : REACHED.get(situation).split(";")) {
      String event = word.strip();
      int times = event.startsWith("3 × ") ? 3 : 1;
      for (int i = 0; i < times && !event.isEmpty(); i++) {
        state = step(state, event.replace("3 × ", "")).state();
      }
    }
    return state;
  }

  static SlotStep step(SlotState state, String words) {
    long id = SUBJECT;
    String event = words;
    if (words.startsWith("better: ")) {
      id = BETTER;
      event = words.substring(8);
    } else if (words.startsWith("worse: ")) {
      id = WORSE;
      event = words.substring(7);
    }
    return SlotLogic.step(state, EVENTS.get(event).apply(state, id), 0);
  }

  static String next(SlotState state) {
    Entry entry = state.entries().get(SUBJECT);
    return entry == null ? "GONE" : entry.phase().name();
  }

  static String effects(List<SlotEffect> effects) {
    List<String> words = new ArrayList<>();
    for (SlotEffect effect : effects) {
      words.add(word(effect));
    }
    return words.isEmpty() ? "–" : words.stream().collect(Collectors.joining(", "));
  }

  private static String word(SlotEffect effect) {
    return switch (effect) {
      case SlotEffect.Open e -> of(e.id()) + "open";
      case SlotEffect.AbortOpen e -> of(e.id()) + "abort open";
      case SlotEffect.CloseLate e -> of(e.id()) + "close late answer";
      case SlotEffect.Flip e -> flip(e.to());
      case SlotEffect.Drain e -> of(e.id()) + "drain";
      case SlotEffect.Cut e -> of(e.id()) + "cut calls";
      case SlotEffect.Close e -> of(e.id()) + "close";
      case SlotEffect.Release e -> of(e.id()) + "release";
      case SlotEffect.Arm e -> of(e.id()) + "arm " + limit(e.after());
      case SlotEffect.Disarm e -> of(e.id()) + "disarm";
      case SlotEffect.Note e -> of(e.id()) + "note";
      case SlotEffect.CountLate e -> of(e.id()) + "count late use";
    };
  }

  private static String of(long id) {
    return id == SUBJECT ? "" : id == BETTER ? "better: " : "worse: ";
  }

  private static String flip(OptionalLong to) {
    return to.isEmpty() ? "flip to none" : of(to.getAsLong()) + "flip";
  }

  private static String limit(Duration after) {
    return List.of("open", "handover", "drain", "close").get((int) after.toSeconds() - 1);
  }

  private static long attempt(SlotState state, long id) {
    Entry entry = state.entries().get(id);
    return entry == null ? 1 : entry.attempt();
  }

  private static long timer(SlotState state, long id) {
    Entry entry = state.entries().get(id);
    return entry == null ? 1 : entry.timer();
  }
}
