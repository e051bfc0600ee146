package cuesta.framework.ci.language;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a job is in the pipeline or not, and where each of its keys came from.
 *
 * @param included whether it is
 * @param decision what decided, in a few words
 * @param judged the conditions in the order in which they were looked at; the last one decided
 * @param keys where each key that counts is written; those of {@code variables} one by one
 */
public record Explanation(
    boolean included, String decision, List<Judged> judged, SortedMap<String, Origin> keys) {
  /** Copies the collections. */
  public Explanation {
    judged = List.copyOf(judged);
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }
}
