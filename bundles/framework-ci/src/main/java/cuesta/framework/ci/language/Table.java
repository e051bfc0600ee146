package cuesta.framework.ci.language;

import static cuesta.framework.ci.language.Kinds.ANYTHING;
import static cuesta.framework.ci.language.Kinds.CONDITION;
import static cuesta.framework.ci.language.Kinds.FLAG;
import static cuesta.framework.ci.language.Kinds.SCRIPT;
import static cuesta.framework.ci.language.Kinds.TEXT;
import static cuesta.framework.ci.language.Kinds.TEXTS;
import static cuesta.framework.ci.language.Kinds.TEXT_OR_TEXTS;
import static cuesta.framework.ci.language.Kinds.count;
import static cuesta.framework.ci.language.Kinds.dictionary;
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
  static final int MAX_GLOBS = 50;

  private static final long WEEK = 7 * 24 * 3600L;
  private static final long MONTH = 30 * 24 * 3600L;

  private static final Kind DURATION = span(MONTH);

  static final Kind VARIABLES =
      dictionary(
          oneOf(
              TEXT,
              group(
                  used("value", TEXT),
                  used("description", TEXT),
                  used("options", TEXTS),
                  used("expand", FLAG))));

  private static final Kind MATRIX =
      list(dictionary(oneOf(TEXT, list(TEXT, MAX_PARALLEL))), MAX_PARALLEL);

  private static final Kind NEEDS =
      list(
          oneOf(
              TEXT,
              group(
                  used("job", TEXT),
                  used("artifacts", FLAG),
                  used("optional", FLAG),
                  used("parallel", group(used("matrix", MATRIX))),
                  refused("pipeline"),
                  refused("project"),
                  refused("ref"))),
          MAX_NEEDS);

  private static final Kind CHANGES =
      oneOf(
          list(TEXT, MAX_GLOBS),
          group(used("paths", list(TEXT, MAX_GLOBS)), noted("compare_to", TEXT)));

  private static final Kind EXISTS =
      oneOf(
          list(TEXT, MAX_GLOBS),
          group(used("paths", list(TEXT, MAX_GLOBS)), refused("project"), refused("ref")));

  private static final Kind RULES =
      nested(
          group(
              used("if", CONDITION),
              used("changes", CHANGES),
              used("exists", EXISTS),
              used(
                  "when",
                  words("on_success", "on_failure", "always", "manual", "delayed", "never")),
              used("start_in", span(WEEK)),
              used("allow_failure", FLAG),
              used("variables", VARIABLES),
              used("needs", NEEDS),
              used("interruptible", FLAG)));

  private static final Kind POLICY =
      oneOf(
          TEXTS,
          group(
              used("refs", TEXTS),
              used("variables", list(CONDITION)),
              used("changes", list(TEXT, MAX_GLOBS)),
              refused("kubernetes")));

  private static final Kind.Group CACHE =
      group(
          used(
              "key",
              oneOf(
                  TEXT,
                  group(
                      used("files", list(TEXT, 2)),
                      used("prefix", TEXT),
                      refused("files_commits")))),
          used("paths", TEXTS),
          noted("untracked", FLAG),
          used("policy", TEXT),
          used("when", words("on_success", "on_failure", "always")),
          used("fallback_keys", list(TEXT, 5)),
          noted("unprotect", FLAG));

  private static final Kind REPORTS = reports();

  private static final Kind FAILURES =
      words(
          "always",
          "unknown_failure",
          "script_failure",
          "api_failure",
          "stuck_or_timeout_failure",
          "runner_system_failure",
          "runner_unsupported",
          "runner_interrupted",
          "stale_schedule",
          "job_execution_timeout",
          "archived_failure",
          "unmet_prerequisites",
          "scheduler_failure",
          "data_integrity_failure");

  private static final Kind.Group INCLUDED =
      group(
          used("local", TEXT),
          used(
              "rules",
              nested(
                  group(
                      used("if", CONDITION),
                      used("changes", CHANGES),
                      used("exists", EXISTS),
                      used("when", words("always", "never"))))),
          refused("project"),
          refused("ref"),
          refused("file"),
          refused("remote"),
          refused("integrity"),
          refused("template"),
          refused("component"),
          refused("artifact"),
          refused("job"),
          refused("inputs"));

  static final Key INCLUDE = used("include", oneOf(TEXT, nested(oneOf(TEXT, INCLUDED)), INCLUDED));

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
                  used("reports", REPORTS))),
          used("cache", oneOf(CACHE, list(CACHE, MAX_CACHES))),
          used("interruptible", FLAG),
          used(
              "retry",
              oneOf(
                  count(0, 2),
                  group(
                      used("max", count(0, 2)),
                      used("when", oneOf(FAILURES, list(FAILURES))),
                      used("exit_codes", oneOf(count(0, 255), list(count(0, 255))))))),
          used("tags", list(TEXT, MAX_TAGS)),
          used("timeout", DURATION),
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
                      used("changes", CHANGES),
                      used("exists", EXISTS),
                      used("when", words("always", "never")),
                      used("variables", VARIABLES),
                      noted("auto_cancel", ANYTHING)))),
          noted(
              "auto_cancel",
              group(
                  noted("on_new_commit", words("conservative", "interruptible", "none")),
                  noted("on_job_failure", words("all", "none")))));

  /** All but jobs. */
  static final Kind.Group ROOT =
      group(
          used("stages", nested(TEXT)),
          used("variables", VARIABLES),
          used("default", DEFAULT),
          used("workflow", WORKFLOW),
          INCLUDE,
          DEFAULT.keys().get("before_script"),
          DEFAULT.keys().get("after_script"),
          DEFAULT.keys().get("cache"),
          direct("image"),
          direct("services"),
          refused("types"),
          refused("spec"));

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
            used("variables", VARIABLES),
            used("rules", RULES),
            used("only", POLICY),
            used("except", POLICY),
            used("needs", NEEDS),
            used("dependencies", TEXTS),
            used("parallel", oneOf(count(1, MAX_PARALLEL), group(used("matrix", MATRIX)))),
            used("when", words("on_success", "on_failure", "always", "manual", "delayed")),
            used("start_in", span(WEEK)),
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

  private static Kind reports() {
    List<String> shown =
        List.of(
            "accessibility",
            "annotations",
            "api_fuzzing",
            "browser_performance",
            "codequality",
            "container_scanning",
            "coverage_fuzzing",
            "coverage_report",
            "cyclonedx",
            "dast",
            "dependency_scanning",
            "license_scanning",
            "load_performance",
            "metrics",
            "performance",
            "repository_xray",
            "requirements",
            "requirements_v2",
            "sast",
            "secret_detection",
            "terraform");
    return group(
        Stream.concat(
                Stream.of(used("junit", TEXT_OR_TEXTS), used("dotenv", TEXT_OR_TEXTS)),
                shown.stream().map(name -> noted(name, ANYTHING)))
            .toArray(Key[]::new));
  }
}
