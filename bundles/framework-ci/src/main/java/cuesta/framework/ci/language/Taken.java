package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Value;
import java.util.List;
import java.util.SortedMap;

/**
 * A job, or one of those that {@code parallel} made of it, with the verdict on it.
 *
 * @param draft as it is written
 * @param instance which of those
 * @param verdict whether it takes part
 * @param variables that it gets, the rule's among them
 */
record Taken(
    Draft draft, Parallel.Instance instance, Verdict verdict, SortedMap<String, Value> variables) {
  String name() {
    return instance.name();
  }

  /** What is said of needs, by the rule or else by the job. */
  List<Tree> needs() {
    return verdict
        .rule()
        .flatMap(rule -> rule.get("needs"))
        .map(Draft::list)
        .orElseGet(draft::needs);
  }

  /** Whether anything is said of needs: an empty list is. */
  boolean says() {
    return draft.keys().get("needs").isPresent()
        || verdict.rule().flatMap(rule -> rule.get("needs")).isPresent();
  }
}
