package cuesta.framework.ci.language;

import static cuesta.framework.ci.language.Kinds.ANYTHING;
import static cuesta.framework.ci.language.Kinds.CONDITION;
import static cuesta.framework.ci.language.Kinds.FLAG;
import static cuesta.framework.ci.language.Kinds.SCRIPT;
import static cuesta.framework.ci.language.Kinds.TEXT;
import static cuesta.framework.ci.language.Kinds.TEXTS;
import static cuesta.framework.ci.language.Kinds.TEXT_OR_TEXTS;
import static cuesta.framework.ci.language.Kinds.count;
import static cuesta.framework.ci.language.Kinds.direct;
import static cuesta.framework.ci.language.Kinds.group;
import static cuesta.framework.ci.language.Kinds.list;
import static cuesta.framework.ci.language.Kinds.nested;
import static cuesta.framework.ci.language.Kinds.noted;
import static cuesta.framework.ci.language.Kinds.oneOf;
import static cuesta.framework.ci.language.Kinds.refused;
import static cuesta.framework.ci.language.Kinds.span;
import static cuesta.framework.ci.language.Kinds.used;
import static cuesta.framework.ci.language.Kinds.words;

import java.util.List;
import java.util.stream.Stream;

/**
 * The language: each key, what may stand there, what is done with it. Whoever adds a key writes a
 * row here and one in {@code docs/ci-language.md}; a test compares.
 */
final class Table {
  /** GitLab's limits; see docs/reference/limits.md. */
  static final int MAX_NEEDS = 50;

  static final int MAX_PARALLEL = 200;
  static final int MAX_CACHES = 4;
  static final int MAX_TAGS = 50;
  static final int MAX_JOBS = 500;

  /** Jobs that are judged, those left out among them; ours. */
  static final int MAX_JUDGED = 2_000;

  static final int MAX_GLOBS = 50;

  /** What {@code default} may say, and every job. */
  private static final List<Key> COMMON =
      List.of(
          used("before_script", SCRIPT),
          used("after_script", SCRIPT),
          used(
              "artifacts",
              group(
                  used("paths", TEXTS),
                  used("exclude", TEXTS),
                  noted("untracked", FLAG),
                  used("when", words("on_success", "on_failure", "always")),
                  used("expire_in", new Kind.Span(true, Long.MAX_VALUE)),
                  used("name", TEXT),
                  noted("expose_as", TEXT),
                  noted("public", FLAG),
                  noted("access", words("all", "developer", "maintainer", "none")),
                  used("reports", Shapes.REPORTS))),
          used("cache", oneOf(Shapes.CACHE, list(Shapes.CACHE, MAX_CACHES))),
          used("interruptible", FLAG),
          used(
              "retry",
              oneOf(
                  count(0, 2),
                  group(
                      used("max", count(0, 2)),
                      used("when", oneOf(Shapes.FAILURES, list(Shapes.FAILURES))),
                      used("exit_codes", oneOf(count(0, 255), list(count(0, 255))))))),
          used("tags", list(TEXT, MAX_TAGS)),
          used("timeout", span(Shapes.MONTH)),
          direct("image"),
          direct("services"),
          noted("hooks", ANYTHING),
          noted("id_tokens", ANYTHING),
          noted("identity", ANYTHING));

  static final Kind.Group DEFAULT = group(COMMON.toArray(Key[]::new));

  static final Kind.Group WORKFLOW =
      group(
          used("name", TEXT),
          used(
              "rules",
              nested(
                  group(
                      used("if", CONDITION),
                      used("changes", Shapes.CHANGES),
                      used("exists", Shapes.EXISTS),
                      used("when", words("always", "never")),
                      used("variables", Shapes.VARIABLES),
                      noted("auto_cancel", ANYTHING)))),
          noted(
              "auto_cancel",
              group(
                  noted("on_new_commit", words("conservative", "interruptible", "none")),
                  noted("on_job_failure", words("all", "none")))));

  /** All but jobs, which may be called {@code types} (long gone) or {@code spec} (a header's). */
  static final Kind.Group ROOT =
      group(
          used("stages", nested(TEXT)),
          used("variables", Shapes.VARIABLES),
          used("default", DEFAULT),
          used("workflow", WORKFLOW),
          Shapes.INCLUDE,
          DEFAULT.keys().get("before_script"),
          DEFAULT.keys().get("after_script"),
          DEFAULT.keys().get("cache"),
          direct("image"),
          direct("services"));

  static final Kind.Group JOB = job();

  private Table() {}

  private static Kind.Group job() {
    List<Key> own =
        List.of(
            used("script", SCRIPT),
            used("stage", TEXT),
            used("extends", TEXT_OR_TEXTS),
            used(
                "inherit",
                group(used("default", oneOf(FLAG, TEXTS)), used("variables", oneOf(FLAG, TEXTS)))),
            used("variables", Shapes.VARIABLES),
            used("rules", Shapes.RULES),
            used("only", Shapes.POLICY),
            used("except", Shapes.POLICY),
            used("needs", Shapes.NEEDS),
            used("dependencies", TEXTS),
            used("parallel", oneOf(count(1, MAX_PARALLEL), group(used("matrix", Shapes.MATRIX)))),
            used("when", words("on_success", "on_failure", "always", "manual", "delayed")),
            used("start_in", span(Shapes.WEEK)),
            used(
                "allow_failure",
                oneOf(FLAG, group(used("exit_codes", oneOf(count(0, 255), list(count(0, 255))))))),
            used("resource_group", TEXT),
            noted("environment", ANYTHING),
            noted("coverage", TEXT),
            noted("release", ANYTHING),
            noted("secrets", ANYTHING),
            noted("dast_configuration", ANYTHING),
            noted("pages", ANYTHING),
            noted("publish", TEXT),
            noted("manual_confirmation", TEXT),
            refused("trigger"),
            refused("run"),
            refused("inputs"),
            refused("type"));
    return group(Stream.concat(own.stream(), COMMON.stream()).toArray(Key[]::new));
  }
}
