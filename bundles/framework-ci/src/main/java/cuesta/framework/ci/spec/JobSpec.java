package cuesta.framework.ci.spec;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A job of a pipeline.
 *
 * @param name unlike any other of the pipeline; those made by {@code parallel} end in {@code 1/3}
 *     or {@code : [a, b]}
 * @param stage its stage
 * @param flow when it runs
 * @param script what it does
 * @param variables those of the configuration that it sees: global ones, its own, those of the rule
 *     that took it in, of {@code parallel}, and those given with the request; they are not put into
 *     one another yet, and the pipeline's own {@code CI_} ones are not among them but for {@code
 *     CI_NODE_INDEX} and {@code CI_NODE_TOTAL}
 * @param artifacts what it leaves behind
 * @param caches what it may find again
 * @param tags what its agent must have; variables are still to be put in
 */
public record JobSpec(
    String name,
    String stage,
    Flow flow,
    Script script,
    SortedMap<String, Value> variables,
    Artifacts artifacts,
    List<Cache> caches,
    SortedSet<String> tags) {
  /** Copies the collections. */
  public JobSpec {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    caches = List.copyOf(caches);
    tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
  }
}
