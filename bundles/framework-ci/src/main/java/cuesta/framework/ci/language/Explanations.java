package cuesta.framework.ci.language;

import java.util.Optional;
import java.util.TreeMap;

/** Tells where what counts for a job is written. */
final class Explanations {
  private static final String VARIABLES = "variables";

  private Explanations() {}

  /**
   * Of one job.
   *
   * @param root what is said besides jobs
   * @param workflow the rule that let the pipeline in
   */
  static Explanation of(Taken taken, Tree.Keys root, Optional<Tree.Keys> workflow) {
    TreeMap<String, Origin> keys = new TreeMap<>();
    Tree.Keys job = taken.draft().keys();
    root.keys(VARIABLES).ifPresent(all -> inherited(keys, job, all, "global"));
    workflow
        .flatMap(rule -> rule.keys(VARIABLES))
        .ifPresent(all -> inherited(keys, job, all, "workflow"));
    job.entries()
        .forEach(
            (key, entry) -> {
              if (key.equals(VARIABLES) && entry.value() instanceof Tree.Keys all) {
                all.entries().forEach((name, one) -> keys.put(path(name), one.origin()));
              } else if (key.equals("artifacts") && entry.value() instanceof Tree.Keys all) {
                all.entries().forEach((name, one) -> keys.put(key + "." + name, one.origin()));
              } else {
                keys.put(key, entry.origin());
              }
            });
    taken.verdict().rule().ifPresent(rule -> ruled(keys, rule));
    Verdict verdict = taken.verdict();
    return new Explanation(verdict.included(), verdict.decision(), verdict.judged(), keys);
  }

  private static void inherited(
      TreeMap<String, Origin> keys, Tree.Keys job, Tree.Keys all, String way) {
    all.entries()
        .forEach(
            (name, entry) -> {
              if (Structure.inherits(job, VARIABLES, name)) {
                keys.put(path(name), entry.origin().by(way));
              }
            });
  }

  /** What the rule says counts more than what the job says. */
  private static void ruled(TreeMap<String, Origin> keys, Tree.Keys rule) {
    rule.entries()
        .forEach(
            (key, entry) -> {
              if (key.equals(VARIABLES) && entry.value() instanceof Tree.Keys all) {
                all.entries()
                    .forEach((name, one) -> keys.put(path(name), one.origin().by("rules")));
              } else if (!key.equals("if") && !key.equals("changes") && !key.equals("exists")) {
                keys.put(key, entry.origin().by("rules"));
              }
            });
  }

  private static String path(String variable) {
    return VARIABLES + "." + variable;
  }
}
