package cuesta.framework.ci.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a job runs and what its end means.
 *
 * @param needs the jobs before it; absent if those are all of earlier stages. Empty: it begins at
 *     once
 * @param dependencies whose artifacts are brought along; absent for all before it (of {@code needs}
 *     those that say so, else all of earlier stages)
 * @param when what must have become of those before it
 * @param startIn how long after that; nothing but for {@link When#DELAYED}
 * @param allow which failures are allowed; a manual job whose failure is not allowed holds up what
 *     comes after it until somebody says so
 * @param retry how often it is run again
 * @param timeout how long it may run
 * @param interruptible whether a newer pipeline of the same branch may end it
 * @param resourceGroup of which name only one job runs at a time; empty for none; variables are
 *     still to be put in
 */
public record Flow(
    Optional<List<Need>> needs,
    Optional<List<String>> dependencies,
    When when,
    Duration startIn,
    Allow allow,
    Retry retry,
    Duration timeout,
    boolean interruptible,
    String resourceGroup) {
  /** Copies the lists. */
  public Flow {
    needs = needs.map(List::copyOf);
    dependencies = dependencies.map(List::copyOf);
  }
}
