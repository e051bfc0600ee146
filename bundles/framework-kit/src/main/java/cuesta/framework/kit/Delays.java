package cuesta.framework.kit;

import cuesta.engine.Effect;
import cuesta.engine.Table;
import cuesta.engine.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Units of work that wait for an instant of the wall clock, with one timer for the earliest. Pure,
 * built by replay from what the framework keeps; after {@link KitEvent.Loaded} and in each step
 * that changed it, arm it.
 *
 * @param order by instant, then by key
 * @param times by key
 * @param <K> the framework's keys
 */
public record Delays<K extends Comparable<K>>(
    Table<Due<K>, Boolean> order, Table<K, Instant> times) {
  /**
   * The clock is looked at again at the latest after so long: it may have been set, and a machine
   * that slept has no notion of it.
   */
  static final Duration LOOK = Duration.ofMinutes(1);

  /**
   * When a unit's turn comes.
   *
   * @param at not before
   * @param key which unit
   * @param <K> the framework's keys
   */
  public record Due<K extends Comparable<K>>(Instant at, K key) implements Comparable<Due<K>> {
    @Override
    public int compareTo(Due<K> other) {
      int order = at.compareTo(other.at);
      return order != 0 ? order : key.compareTo(other.key);
    }
  }

  /**
   * Nobody waits.
   *
   * @param <K> the framework's keys
   * @return nothing
   */
  public static <K extends Comparable<K>> Delays<K> none() {
    return new Delays<K>(Table.empty(), Table.empty());
  }

  /**
   * A unit waits; an earlier instant of it does not count any more.
   *
   * @param key which unit
   * @param at not before
   * @return with it
   */
  public Delays<K> with(K key, Instant at) {
    Delays<K> base = without(key);
    return new Delays<>(base.order.with(new Due<>(at, key), true), base.times.with(key, at));
  }

  /**
   * A unit does not wait.
   *
   * @param key which unit
   * @return without it
   */
  public Delays<K> without(K key) {
    Instant at = times.get(key);
    return at == null ? this : new Delays<>(order.without(new Due<>(at, key)), times.without(key));
  }

  /**
   * Whose turn it is.
   *
   * @param now the wall clock
   * @param most units at most; arm again for the others
   * @return the earliest first; they stay until taken out
   */
  public List<Due<K>> due(Instant now, int most) {
    List<Due<K>> due = new ArrayList<>();
    for (Map.Entry<Due<K>, Boolean> entry : order) {
      if (due.size() == most || entry.getKey().at().isAfter(now)) {
        break;
      }
      due.add(entry.getKey());
    }
    return due;
  }

  /**
   * Sets the timer for the earliest, or takes it back if nobody waits.
   *
   * @param timer the timer's name, one for each such table
   * @param event what comes back; it may come before anybody is due
   * @param tick the step's time
   * @param effects where the timer goes
   */
  public void arm(String timer, Object event, Tick tick, List<Effect> effects) {
    if (order.isEmpty()) {
      effects.add(new Effect.Disarm(timer));
      return;
    }
    Duration left = Duration.between(tick.wall(), order.firstKey().at());
    Duration wait = left.isNegative() ? Duration.ZERO : left.compareTo(LOOK) > 0 ? LOOK : left;
    effects.add(new Effect.Arm(timer, wait.toNanos(), event, false));
  }
}
