package cuesta.framework.ci.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is named with file, line, key and a way out. */
class RemarksTest {
  /** In files, {@code ;} stands for a new line. */
  static Stream<Arguments> fatal() {
    return Stream.of(
        of(
            "a:;  script: x;  scripts: y",
            "3: a.scripts: there is no such key; did you mean script?"),
        of(
            "a:;  script:;    - echo a: b",
            "3: a.script[0]: it must be a text, not KEY: VALUE;"
                + " with a colon and a space in it a text needs quotes around it"),
        of("a:;  script: ''", "1: a: it has no script; add script: [COMMAND]"),
        of("'':;  script: x", "1: a job has no name"),
        of("a:;  script: x;  tags: one", "3: a.tags: it must be a list, not 'one'"),
        of("a:;  script: {b: c}", "2: a.script: it must be a text, or a list, not KEY: VALUE"),
        of(
            "a:;  script: x;  when: never",
            "3: a.when: it must be one of on_success, on_failure,"
                + " always, manual, delayed, not 'never'"),
        of(
            "a:;  script: x;  parallel: 201",
            "3: a.parallel: it must be a number from 1 to 200, not '201'"),
        of(
            "a:;  script: x;  timeout: soon",
            "3: a.timeout: it must be a time like 1h 30m, not 'soon'"),
        of("a:;  script: x;  trigger: b", "3: a.trigger: it is not supported here"),
        of(
            "a:;  script: x;  artifacts:;    path: [b]",
            "4: a.artifacts.path: there is no such key; did you mean paths?"),
        of(
            "a:;  script: x;  rules:;    - if: $A ==",
            "4: a.rules[0].if: it is no condition: at sign 6: it ends too early"),
        of("a:;  script: x;  needs: [b]", "3: a.needs: there is no job b"),
        of(
            "a:;  script: x;  needs:;    - {pipeline: other}",
            "4: a.needs[0].pipeline: it is not supported here",
            "4: a.needs: it names no job; job: NAME"),
        of(
            "build:;  script: x;a:;  script: x;  needs: [biuld]",
            "5: a.needs: there is no job biuld; did you mean build?"),
        of(
            "a:;  script: x;  stage: no",
            "3: a.stage: there is no stage no; stages are .pre, build," + " test, deploy, .post"),
        of("a:;  script: x;  extends: .b", "3: a.extends: there is no .b"),
        of(
            "a:;  script: x;  rules: [{when: always}];  only: [main]",
            "4: a.only: it cannot stand beside rules; leave one out"),
        of(
            "a:;  script: x;  when: delayed",
            "3: a: delayed by how much?; add start_in: 10 minutes"),
        of(
            "a:;  script: x;  start_in: 1h",
            "3: a: start_in is for when: delayed only; add when: delayed"),
        of("a:;  stage: test", "1: a: it has no script; add script: [COMMAND]"),
        of("a:;b:;  script: x", "1: a: it is a job that says nothing; a job has a script"),
        of(
            "variabels:;  A: b;b:;  script: x",
            "1: variabels: it has no script; did you mean variables?"),
        of(
            "a:;  script: !reference [.b, script]",
            "2: a.script: !reference [.b, script] is not there",
            "1: a: it has no script; add script: [COMMAND]"),
        of("a:;  script: !other x", "2: a.script: the tag !other is not known; only !reference is"),
        of("a:;  script: *b", "2: a.script: there is no anchor b before; write &b"),
        of("a: &a;  script: x;  <<: *a", "3: a.<<: there is no anchor a before; write &a"),
        of("a:;  script: [x", "2: it is no YAML: expected ',' or ']', but got <stream end>"),
        of("- a", "1: it has no keys; write KEY: VALUE"),
        of("", "1: there is no job; NAME: {script: [COMMAND]}"),
        of(
            "include: https://x.org/a.yml",
            "1: include: remote files are not supported here; copy it into the project"),
        of("include: /../secret.yml", "1: include: /../secret.yml leaves the project"),
        of("include: no.yml", "1: include: there is no file no.yml"),
        of(
            "include: [{project: a/b, file: c.yml}]",
            "1: include[0].project: it is not supported here",
            "1: include[0].file: it is not supported here"),
        of("include: .gitlab-ci.yml;a:;  script: x", "1: include: .gitlab-ci.yml includes itself"),
        of("spec:;  inputs: {a: {}};b:;  script: x", "2: spec.inputs: it is not supported here"),
        of(
            "types: [a, b];b:;  script: x",
            "1: types: it is neither key nor job; a job has a script"),
        of(
            "spec:;  inputs: {};---;a:;  script: x",
            "3: spec: inputs are not taken here; write the values into the file"),
        of(
            "a:;  script: x;  needs: [b];b:;  script: x;  needs: [a]",
            "3: a.needs: jobs wait for one another: a, b"),
        of(
            "a:;  script: x;  stage: build;  needs: [b];b:;  script: x",
            "4: a.needs: b is in the later stage test; only jobs of the same stage or earlier ones"
                + " can be waited for"),
        of(
            "a:;  script: x;b:;  script: x;  needs: [a];  dependencies: [a, c];c:;  script: x",
            "6: b.dependencies: c is not among its needs; add it there"),
        of(
            "a:;  script: x;  only: [tags];b:;  script: x;  needs: [a]",
            "6: b.needs: a is not in this pipeline: only (.gitlab-ci.yml:3): none of tags fits"
                + " branch main (push); add optional: true if it may be missing"),
        of(
            "a:;  script: x;  variables: {A: [b]}",
            "3: a.variables.A: it must be a text, or one or more of the keys value, description,"
                + " options, expand, not a list"),
        of(
            "a:;  script: x;  cache: {paths: [b], policy: pul}",
            "3: a.cache.policy: it must be one of pull-push, pull, push"),
        of(
            "a:;  script: x;  retry: {max: 1, when: bad_luck}",
            "3: a.retry.when: it must be one of always, unknown_failure, script_failure,"
                + " api_failure, stuck_or_timeout_failure, runner_system_failure,"
                + " runner_unsupported, runner_interrupted, stale_schedule, job_execution_timeout,"
                + " archived_failure, unmet_prerequisites, scheduler_failure,"
                + " data_integrity_failure, not 'bad_luck'"),
        of(
            "a:;  script: x;  parallel: {matrix: [{A: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,"
                + " 14, 15], B: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]}]}",
            "3: a.parallel.matrix: it makes over 200 jobs"),
        of(
            ".a:;  extends: .b;.b:;  extends: .a;c:;  extends: .a;  script: x",
            "2: .a.extends: it extends itself: .a, .b"));
  }

  private static Arguments of(String text, String... remarks) {
    return Arguments.of(text.replace(';', '\n'), List.of(remarks));
  }

  @ParameterizedTest
  @MethodSource("fatal")
  void whatIsWrong(String text, List<String> expected) {
    Project project = Project.of(text);
    assertEquals(
        expected.stream().map(one -> ".gitlab-ci.yml:" + one).sorted().toList(),
        project.remarks(true).stream().sorted().toList());
    assertTrue(project.compiled().pipeline().isEmpty());
  }

  @Test
  void whatIsNotUsedIsSaidAndDoesNoHarm() {
    Project project =
        Project.of(
            """
            image: ruby
            a:
              script: x
              environment: production
              coverage: /x/
              artifacts: {untracked: true, reports: {sast: s.json}}
            a:
              script: y
              services: [postgres]
              rules: [{changes: {paths: [x], compare_to: main}}]
            """);
    assertEquals(List.of("y"), project.job("a").script().main());
    assertEquals(
        List.of(
            ".gitlab-ci.yml:1: image: it is not used here: jobs run directly on the agent",
            ".gitlab-ci.yml:7: a: it is said before, in line 2; the last one counts",
            ".gitlab-ci.yml:9: a.services: it is not used here: jobs run directly on the agent",
            ".gitlab-ci.yml:10: a.rules[0].changes.compare_to: it is not used here yet"),
        project.remarks(false));
  }

  @Test
  void allOfItIsSaidAtOnceAndInheritedLinesOnce() {
    Project project =
        Project.of(
                """
                include: base.yml
                a: {extends: .base, script: x, tag: y}
                b: {extends: .base, script: x}
                """)
            .file("base.yml", ".base:\n  retries: 1\n  coverage: /x/\n");
    assertEquals(
        List.of(
            ".gitlab-ci.yml:2: a.tag: there is no such key; did you mean tags?",
            "base.yml:2: a.retries: there is no such key; did you mean retry?"),
        project.remarks(true));
    assertEquals(
        List.of("base.yml:3: a.coverage: it is not used here yet"), project.remarks(false));
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    Compiled compiled =
        Configuration.compile(
            Project.of(""), new Request("ci.yml", new TreeMap<>(), new TreeMap<>(), Set.of()));
    assertEquals("[ci.yml: there is no such file]", compiled.remarks().toString());
  }

  /** Files that are made to hurt: each ends with a remark, soon. */
  @Test
  void whatIsTooMuchIsRefused() {
    StringBuilder laughs = new StringBuilder(".a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      laughs.append(".a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
    }
    StringBuilder references = new StringBuilder(".a0: {script: [x]}\n");
    for (int i = 1; i < 40; i++) {
      String below = "!reference [.a" + (i - 1) + ", script]";
      references.append(".a" + i + ": {script: [" + below + ", " + below + "]}\n");
    }
    StringBuilder merges = new StringBuilder(".a: &a {");
    for (int i = 0; i < 10_000; i++) {
      merges.append("k" + i + ": x, ");
    }
    merges.append("}\n");
    StringBuilder bases = new StringBuilder(merges);
    for (int i = 0; i < 400; i++) {
      merges.append("j" + i + ": {<<: *a}\n");
      bases.append("j" + i + ": {extends: .a}\n");
    }
    for (String text :
        List.of(
            merges.toString(),
            bases.toString(),
            laughs + "a: {script: *a39}",
            references + "a: {script: !reference [.a39, script]}",
            "a: " + "[".repeat(100_000),
            "a: " + "{b: ".repeat(100_000),
            "a".repeat(3_000_000) + ": b")) {
      Project project = Project.of(text);
      assertTrue(!project.remarks(true).isEmpty(), text.substring(0, 40));
    }
  }

  @Test
  void namesMadeByParallelMustDiffer() {
    assertEquals(
        List.of(".gitlab-ci.yml:2: a 1/2: two jobs are called a 1/2"),
        Project.of("a: {script: x, parallel: 2}\na 1/2: {script: x}").remarks(true));
  }

  @Test
  void moreThanFiveHundredJobsAreRefused() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 501; i++) {
      many.append("job" + i + ": {script: x}\n");
    }
    assertEquals(
        List.of(".gitlab-ci.yml:501: there are over 500 jobs"),
        Project.of(many.toString()).remarks(true));
    assertEquals(
        List.of(".gitlab-ci.yml:3: with this there are over 500 jobs"),
        Project.of("a: &a {script: x, parallel: 200}\nb: *a\nc: *a").remarks(true));
  }
}
