package cuesta.framework.ci.engine;

import cuesta.framework.kit.Constraint;
import cuesta.framework.kit.Spot;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An agent with all these tags. It has a tag if its attribute {@code tags} names it among others
 * ({@code docker,linux}), if an attribute of that name is {@code true}, or, for a tag like {@code
 * disk=ssd}, if the attribute {@code disk} is {@code ssd}.
 *
 * @param tags at least one
 */
public record Tags(SortedSet<String> tags) implements Constraint {
  private static final String ATTRIBUTE = "tags";

  /** Copies the set. */
  public Tags {
    tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
  }

  /** What a job asks of its agent. */
  static Constraint of(Pipeline pipeline, Job job) {
    Variables variables = Variables.of(pipeline, job);
    TreeSet<String> tags = new TreeSet<>();
    for (String tag : job.spec().tags()) {
      String plain = variables.put(tag).strip();
      if (!plain.isEmpty()) {
        tags.add(plain);
      }
    }
    return tags.isEmpty() ? Constraint.NONE : new Tags(tags);
  }

  @Override
  public boolean admits(Spot spot) {
    return tags.stream().allMatch(tag -> has(spot, tag));
  }

  /**
   * The tags that no agent has: these are what is missing, whatever else may be.
   *
   * @param spots all agents
   * @return empty if each tag is somewhere
   */
  public SortedSet<String> missing(List<Spot> spots) {
    TreeSet<String> missing = new TreeSet<>(tags);
    missing.removeIf(tag -> spots.stream().anyMatch(spot -> has(spot, tag)));
    return missing;
  }

  private static boolean has(Spot spot, String tag) {
    return named(spot, tag) || is(spot, tag, "true") || equal(spot, tag);
  }

  private static boolean named(Spot spot, String tag) {
    return spot.value(ATTRIBUTE)
        .filter(list -> List.of(list.strip().split("\\s*,\\s*")).contains(tag))
        .isPresent();
  }

  private static boolean equal(Spot spot, String tag) {
    int at = tag.indexOf('=');
    return at > 0 && is(spot, tag.substring(0, at), tag.substring(at + 1));
  }

  private static boolean is(Spot spot, String name, String value) {
    return spot.value(name).filter(value::equals).isPresent();
  }

  @Override
  public String toString() {
    return "tags " + String.join(", ", tags);
  }
}
