package cuesta.framework.ci.spec;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which failures of a job do not fail the pipeline.
 *
 * @param any all of them
 * @param exits those with these exit statuses
 */
public record Allow(boolean any, SortedSet<Integer> exits) {
  /** None. */
  public static final Allow NONE = new Allow(false, new TreeSet<>());

  /** All. */
  public static final Allow ANY = new Allow(true, new TreeSet<>());

  /** Copies the set. */
  public Allow {
    exits = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(exits));
  }
}
