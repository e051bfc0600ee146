package cuesta.core.slot;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.util.OptionalLong;

/**
 * The life cycle of docs/slot-table.md. Pure: the same state, event and time give the same step. An
 * event that does not fit (of a former attempt, of a candidate that is gone) changes nothing.
 */
public final class SlotLogic {
  private SlotLogic() {}

  /**
   * One step.
   *
   * @param state the slot
   * @param event what happened
   * @param nanos monotonic time
   * @return the slot afterwards and what its host does
   */
  public static SlotStep step(SlotState state, SlotEvent event, long nanos) {
    Turn turn = new Turn(state);
    switch (event) {
      case SlotEvent.Bound e -> bound(turn, e.rank());
      case SlotEvent.Unbound e -> turn.find(e.id()).ifPresent(x -> unbound(turn, x));
      case SlotEvent.Opened e -> opened(turn, e);
      case SlotEvent.OpenFailed e ->
          turn.find(e.id(), e.attempt()).ifPresent(x -> openFailed(turn, x, e.reason()));
      case SlotEvent.TimedOut e ->
          turn.find(e.id())
              .filter(x -> x.armed() && x.timer() == e.timer())
              .ifPresent(x -> timedOut(turn, x));
      case SlotEvent.CallFailed e ->
          turn.find(e.id(), e.attempt()).ifPresent(x -> callFailed(turn, x, e.reason(), nanos));
      case SlotEvent.Drained e ->
          turn.find(e.id(), e.attempt())
              .filter(x -> x.stage() == Stage.DRAINING)
              .ifPresent(turn::close);
      case SlotEvent.Closed e ->
          turn.find(e.id(), e.attempt())
              .filter(x -> x.stage() == Stage.CLOSING)
              .ifPresent(turn::ended);
      case SlotEvent.Reported e -> reported(turn, e);
      case SlotEvent.Retry e -> turn.find(e.id()).ifPresent(x -> retry(turn, x));
      case SlotEvent.Pause p -> pause(turn);
      case SlotEvent.Resume r -> turn.paused = false;
      case SlotEvent.Shut s -> shut(turn);
    }
    turn.choose();
    return turn.done();
  }

  private static void bound(Turn turn, Rank rank) {
    if (turn.shut) {
      return;
    }
    turn.put(turn.find(rank.id()).map(e -> e.ranked(rank)).orElse(Entry.offered(rank)));
  }

  private static void unbound(Turn turn, Entry entry) {
    if (entry.withdrawn()) {
      return;
    }
    Entry leaving = turn.put(entry.leaving());
    switch (entry.phase()) {
      case OFFERED, REJECTED -> turn.gone(leaving);
      case QUARANTINED -> {
        if (entry.stage() == Stage.NONE) {
          turn.gone(leaving);
        } else {
          turn.put(leaving.in(Phase.RETIRING, entry.stage()));
        }
      }
      case WARMING -> {
        turn.add(new SlotEffect.AbortOpen(entry.id(), entry.attempt()));
        turn.arm(leaving.in(Phase.RETIRING, Stage.OPENING), turn.limits.drain());
      }
      case CURRENT -> {
        // Without a reserve choose() retires it at once.
        if (turn.reserve()) {
          turn.arm(leaving, turn.limits.handover());
        }
      }
      case RETIRING -> {}
    }
  }

  private static void opened(Turn turn, SlotEvent.Opened e) {
    Entry entry = turn.find(e.id(), e.attempt()).orElse(null);
    if (entry == null || entry.stage() != Stage.OPENING) {
      turn.add(new SlotEffect.CloseLate(e.id(), e.attempt()));
    } else if (entry.phase() == Phase.WARMING) {
      Entry former = turn.current().orElse(null);
      turn.put(turn.disarm(entry).in(Phase.CURRENT, Stage.OPEN));
      turn.add(new SlotEffect.Flip(OptionalLong.of(entry.id())));
      if (former != null) {
        turn.retire(former, Phase.RETIRING);
      }
    } else {
      turn.close(entry);
    }
  }

  private static void openFailed(Turn turn, Entry entry, Reason reason) {
    if (entry.stage() != Stage.OPENING) {
      return;
    }
    if (entry.phase() == Phase.WARMING) {
      turn.put(turn.disarm(entry).in(Phase.REJECTED, Stage.NONE).because(reason));
    } else {
      turn.ended(entry);
    }
  }

  private static void timedOut(Turn turn, Entry entry) {
    Entry e = turn.put(entry.timed(false));
    switch (e.stage()) {
      case OPENING -> {
        if (e.phase() == Phase.WARMING) {
          turn.add(new SlotEffect.AbortOpen(e.id(), e.attempt()));
          turn.put(e.in(Phase.REJECTED, Stage.NONE).because(late(turn, e)));
        } else {
          turn.ended(e);
        }
      }
      case OPEN -> {
        turn.add(new SlotEffect.Flip(OptionalLong.empty()));
        turn.retire(e, Phase.RETIRING);
      }
      case DRAINING -> {
        turn.add(new SlotEffect.Cut(e.id(), e.attempt()));
        turn.close(e);
      }
      case CLOSING -> turn.ended(e);
      case NONE -> {}
    }
  }

  private static Reason late(Turn turn, Entry e) {
    return Reason.of(
        Reasons.PLUGIN_LATE,
        e.rank().name(),
        "open did not answer within " + turn.limits.open().toMillis() + " ms");
  }

  private static void callFailed(Turn turn, Entry entry, Reason reason, long nanos) {
    if (entry.phase() != Phase.CURRENT) {
      return;
    }
    Entry failed = turn.put(entry.failed(turn.recent(entry.failures(), nanos), reason));
    if (failed.failures().size() >= turn.limits.failures()) {
      turn.add(new SlotEffect.Flip(OptionalLong.empty()));
      turn.retire(failed, failed.withdrawn() ? Phase.RETIRING : Phase.QUARANTINED);
    }
  }

  private static void reported(Turn turn, SlotEvent.Reported e) {
    boolean known = turn.find(e.id(), e.attempt()).filter(x -> x.stage() != Stage.NONE).isPresent();
    turn.add(known ? new SlotEffect.Note(e.id(), e.reason()) : new SlotEffect.CountLate(e.id()));
  }

  private static void retry(Turn turn, Entry entry) {
    if (entry.phase() != Phase.REJECTED && entry.phase() != Phase.QUARANTINED) {
      return;
    }
    // One whose instance still closes competes again when that has ended.
    Phase next = entry.stage() == Stage.NONE ? Phase.OFFERED : Phase.RETIRING;
    turn.put(entry.forgiven().in(next, entry.stage()));
  }

  private static void pause(Turn turn) {
    turn.paused = true;
    for (Entry entry : turn.all()) {
      if (entry.phase() == Phase.WARMING) {
        turn.abort(entry);
      } else if (entry.phase() == Phase.CURRENT) {
        turn.add(new SlotEffect.Flip(OptionalLong.empty()));
        turn.retire(entry, Phase.RETIRING);
      }
    }
  }

  private static void shut(Turn turn) {
    turn.shut = true;
    // The others first, so that none of them is taken for a reserve of the current one.
    turn.all().stream().filter(e -> e.phase() != Phase.CURRENT).forEach(e -> unbound(turn, e));
    turn.all().stream().filter(e -> e.phase() == Phase.CURRENT).forEach(e -> unbound(turn, e));
  }
}
