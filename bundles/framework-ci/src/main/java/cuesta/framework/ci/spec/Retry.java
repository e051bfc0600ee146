package cuesta.framework.ci.spec;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How often a job that failed is run again by itself.
 *
 * @param most how often: 0 to 2
 * @param when after which failures, as GitLab calls them ({@code script_failure}, {@code
 *     runner_system_failure}, {@code stuck_or_timeout_failure}, {@code job_execution_timeout}…);
 *     empty for all if {@code exits} is empty too
 * @param exits after which exit statuses besides; if {@code when} is empty, after no others
 */
public record Retry(int most, SortedSet<String> when, SortedSet<Integer> exits) {
  /** Never. */
  public static final Retry NEVER = new Retry(0, new TreeSet<>(), new TreeSet<>());

  /** Copies the sets. */
  public Retry {
    when = Collections.unmodifiableSortedSet(new TreeSet<>(when));
    exits = Collections.unmodifiableSortedSet(new TreeSet<>(exits));
  }
}
