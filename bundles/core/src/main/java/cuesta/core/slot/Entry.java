package cuesta.core.slot;

import cuesta.api.Reason;
import java.util.List;
import java.util.Optional;

/**
 * A candidate in a slot.
 *
 * @param rank who it is
 * @param phase where it stands
 * @param stage what its instance is doing
 * @param withdrawn whether its bundle wants to leave
 * @param attempt how often it was opened; tells answers of a former opening apart
 * @param timer how often its timer was armed; tells a former timer apart
 * @param armed whether the timer runs
 * @param failures when its calls failed, within the window
 * @param reason the last thing to say about it
 */
public record Entry(
    Rank rank,
    Phase phase,
    Stage stage,
    boolean withdrawn,
    long attempt,
    long timer,
    boolean armed,
    List<Long> failures,
    Optional<Reason> reason) {
  static Entry offered(Rank rank) {
    return new Entry(
        rank, Phase.OFFERED, Stage.NONE, false, 0, 0, false, List.of(), Optional.empty());
  }

  long id() {
    return rank.id();
  }

  Entry in(Phase to, Stage stageTo) {
    return new Entry(rank, to, stageTo, withdrawn, attempt, timer, armed, failures, reason);
  }

  Entry ranked(Rank to) {
    return new Entry(to, phase, stage, withdrawn, attempt, timer, armed, failures, reason);
  }

  Entry leaving() {
    return new Entry(rank, phase, stage, true, attempt, timer, armed, failures, reason);
  }

  Entry nextAttempt() {
    return new Entry(
        rank,
        Phase.WARMING,
        Stage.OPENING,
        withdrawn,
        attempt + 1,
        timer,
        armed,
        List.of(),
        Optional.empty());
  }

  Entry timed(boolean on) {
    return new Entry(
        rank, phase, stage, withdrawn, attempt, on ? timer + 1 : timer, on, failures, reason);
  }

  Entry failed(List<Long> when, Reason why) {
    return new Entry(rank, phase, stage, withdrawn, attempt, timer, armed, when, Optional.of(why));
  }

  Entry because(Reason why) {
    return failed(failures, why);
  }

  Entry forgiven() {
    return new Entry(
        rank, phase, stage, withdrawn, attempt, timer, armed, List.of(), Optional.empty());
  }

  boolean competes() {
    return !withdrawn
        && (phase == Phase.OFFERED || phase == Phase.WARMING || phase == Phase.CURRENT);
  }

  /** Whether it could follow the one that leaves; a superseded one may again once it has closed. */
  boolean reserve() {
    return !withdrawn
        && (phase == Phase.OFFERED || phase == Phase.WARMING || phase == Phase.RETIRING);
  }
}
