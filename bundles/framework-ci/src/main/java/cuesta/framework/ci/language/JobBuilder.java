package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Allow;
import cuesta.framework.ci.spec.Artifacts;
import cuesta.framework.ci.spec.Flow;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.Retry;
import cuesta.framework.ci.spec.Script;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.ci.spec.When;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Makes the job that is run of what is written, and of what the rule says that took it in. */
final class JobBuilder {
  private static final Duration TIMEOUT = Duration.ofHours(1);

  private final CacheReader caches;

  JobBuilder(CacheReader caches) {
    this.caches = caches;
  }

  JobSpec build(Taken taken, Optional<List<Need>> needs, Optional<List<String>> dependencies) {
    Tree.Keys keys = taken.draft().keys();
    SortedMap<String, Value> variables = taken.variables();
    return new JobSpec(
        taken.name(),
        taken.draft().stage(),
        flow(keys, taken.verdict().rule(), needs, dependencies),
        new Script(
            Read.texts(keys, "before_script"),
            Read.texts(keys, "script"),
            Read.texts(keys, "after_script")),
        variables,
        keys.keys("artifacts").map(JobBuilder::artifacts).orElse(Artifacts.NONE),
        caches.caches(keys, variables),
        new TreeSet<>(Read.texts(keys, "tags")));
  }

  static When when(String written) {
    return When.valueOf(written.toUpperCase(Locale.ROOT));
  }

  private static Flow flow(
      Tree.Keys keys,
      Optional<Tree.Keys> rule,
      Optional<List<Need>> needs,
      Optional<List<String>> dependencies) {
    When when =
        rule.flatMap(r -> r.text("when"))
            .or(() -> keys.text("when"))
            .map(JobBuilder::when)
            .orElse(When.ON_SUCCESS);
    Duration startIn =
        rule.flatMap(r -> Read.span(r, "start_in"))
            .or(() -> Read.span(keys, "start_in"))
            .filter(_ -> when == When.DELAYED)
            .orElse(Duration.ZERO);
    return new Flow(
        needs,
        dependencies,
        when,
        startIn,
        allow(keys, rule),
        retry(keys),
        Read.span(keys, "timeout").orElse(TIMEOUT),
        rule.flatMap(r -> Read.flag(r, "interruptible"))
            .or(() -> Read.flag(keys, "interruptible"))
            .orElse(false),
        keys.text("resource_group").orElse(""));
  }

  /** A manual job holds nothing up, unless it says so or is manual by a rule only. */
  private static Allow allow(Tree.Keys keys, Optional<Tree.Keys> rule) {
    Optional<Boolean> ruled = rule.flatMap(r -> Read.flag(r, "allow_failure"));
    if (ruled.isPresent()) {
      return ruled.get() ? Allow.ANY : Allow.NONE;
    }
    Optional<Tree> said = keys.get("allow_failure");
    if (said.isEmpty()) {
      return keys.text("when").equals(Optional.of("manual")) ? Allow.ANY : Allow.NONE;
    }
    if (said.get() instanceof Tree.Keys some) {
      return new Allow(false, new TreeSet<>(Read.counts(some, "exit_codes")));
    }
    return Read.flag(keys, "allow_failure").orElse(false) ? Allow.ANY : Allow.NONE;
  }

  private static Retry retry(Tree.Keys keys) {
    Optional<Tree.Keys> said = keys.keys("retry");
    if (said.isEmpty()) {
      return Read.count(keys, "retry")
          .map(most -> new Retry(most, new TreeSet<>(), new TreeSet<>()))
          .orElse(Retry.NEVER);
    }
    TreeSet<String> when = new TreeSet<>(Read.texts(said.get(), "when"));
    TreeSet<Integer> exits = new TreeSet<>(Read.counts(said.get(), "exit_codes"));
    if (when.contains("always")) {
      when.clear();
      exits.clear();
    }
    return new Retry(Read.count(said.get(), "max").orElse(0), when, exits);
  }

  private static Artifacts artifacts(Tree.Keys keys) {
    Optional<Tree.Keys> reports = keys.keys("reports");
    return new Artifacts(
        keys.text("name").orElse(""),
        Read.texts(keys, "paths"),
        Read.texts(keys, "exclude"),
        keys.text("when").map(JobBuilder::when).orElse(When.ON_SUCCESS),
        Read.span(keys, "expire_in"),
        reports.map(r -> Read.texts(r, "junit")).orElse(List.of()),
        reports.map(r -> Read.texts(r, "dotenv")).orElse(List.of()));
  }
}
