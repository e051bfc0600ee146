package cuesta.framework.ci.engine;

import cuesta.framework.ci.spec.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which attempt of a job it is.
 *
 * @param number its CI_JOB_ID: each attempt has another
 * @param attempt which attempt, from 1
 * @param given variables of whoever started it
 */
public record Round(long number, int attempt, SortedMap<String, Value> given) {
  /** Copies the map. */
  public Round {
    given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
  }

  static Round first(long number) {
    return new Round(number, 1, Collections.emptySortedMap());
  }

  Round next(long another, SortedMap<String, Value> variables) {
    return new Round(another, attempt + 1, variables);
  }

  Round with(SortedMap<String, Value> next) {
    return new Round(number, attempt, next);
  }
}
