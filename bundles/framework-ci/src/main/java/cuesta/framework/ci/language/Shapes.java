package cuesta.framework.ci.language;

import static cuesta.framework.ci.language.Kinds.ANYTHING;
import static cuesta.framework.ci.language.Kinds.CONDITION;
import static cuesta.framework.ci.language.Kinds.FLAG;
import static cuesta.framework.ci.language.Kinds.TEXT;
import static cuesta.framework.ci.language.Kinds.TEXTS;
import static cuesta.framework.ci.language.Kinds.TEXT_OR_TEXTS;
import static cuesta.framework.ci.language.Kinds.dictionary;
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

/** What may stand for keys that are more than a value: the inner tables of {@link Table}. */
final class Shapes {
  static final long WEEK = 7 * 24 * 3600L;
  static final long MONTH = 30 * 24 * 3600L;

  static final Kind VARIABLES =
      dictionary(
          oneOf(
              TEXT,
              group(
                  used("value", TEXT),
                  used("description", TEXT),
                  used("options", TEXTS),
                  used("expand", FLAG))));

  static final Kind MATRIX =
      list(dictionary(oneOf(TEXT, list(TEXT, Table.MAX_PARALLEL))), Table.MAX_PARALLEL);

  static final Kind NEEDS =
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
          Table.MAX_NEEDS);

  static final Kind CHANGES =
      oneOf(
          list(TEXT, Table.MAX_GLOBS),
          group(used("paths", list(TEXT, Table.MAX_GLOBS)), noted("compare_to", TEXT)));

  static final Kind EXISTS =
      oneOf(
          list(TEXT, Table.MAX_GLOBS),
          group(used("paths", list(TEXT, Table.MAX_GLOBS)), refused("project"), refused("ref")));

  static final Kind RULES =
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

  static final Kind POLICY =
      oneOf(
          TEXTS,
          group(
              used("refs", TEXTS),
              used("variables", list(CONDITION)),
              used("changes", list(TEXT, Table.MAX_GLOBS)),
              refused("kubernetes")));

  static final Kind.Group CACHE =
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

  static final Kind REPORTS = reports();

  static final Kind FAILURES =
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

  private Shapes() {}

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
