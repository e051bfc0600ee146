package cuesta.framework.ci.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.framework.ci.spec.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether jobs and pipelines take part, and what is said about it. */
class RulesTest {
  private static Project with(String keys) {
    return Project.of("other: {stage: build, script: x}\njob:\n  script: x\n" + keys.indent(2));
  }

  private static boolean included(Project project) {
    return project.names().contains("job");
  }

  private static Project tag(Project project) {
    return project
        .without("CI_COMMIT_BRANCH")
        .predefined("CI_COMMIT_TAG", "v1")
        .predefined("CI_COMMIT_REF_NAME", "v1");
  }

  private static Project request(Project project) {
    return project
        .without("CI_COMMIT_BRANCH")
        .predefined("CI_PIPELINE_SOURCE", "merge_request_event")
        .predefined("CI_COMMIT_REF_NAME", "topic");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; true; true; false",
        "only: [branches]; true; false; false",
        "only: [tags]; false; true; false",
        "only: [merge_requests]; false; false; true",
        "only: [main]; true; false; false",
        "only: [topic]; false; false; false",
        "only: [/^ma/, /^v/]; true; true; false",
        "only: [/^MA/i]; true; false; false",
        "only: [pushes]; true; true; false",
        "only: [schedules, web]; false; false; false",
        "only: [main@group/project]; false; false; false",
        "only: {variables: [$CI_COMMIT_TAG]}; false; true; false",
        "only: {refs: [tags, branches], variables: [$NO, $CI_COMMIT_BRANCH]}; true; false; false",
        "except: [main]; false; true; false",
        "except: [tags]; true; false; false",
        "except: {variables: [$CI_COMMIT_BRANCH]}; false; true; false",
        "except: {refs: [tags], variables: [$CI_COMMIT_BRANCH]}; false; false; false",
        "{only: [branches, tags], except: [/^v/]}; true; false; false",
        "rules: [{if: $CI_COMMIT_BRANCH}]; true; false; false",
        "rules: [{if: $CI_PIPELINE_SOURCE == \"merge_request_event\"}]; false; false; true"
      })
  void forBranchTagAndMergeRequest(String keys, boolean branch, boolean tag, boolean request) {
    String block = keys.startsWith("{") ? keys.substring(1, keys.length() - 1) : keys;
    Project project = with(block.replace("], except", "]\nexcept"));
    assertEquals(branch, included(project), "branch");
    assertEquals(tag, included(tag(project)), "tag");
    Compiled compiled = request(project).compiled();
    assertEquals(request, compiled.jobs().get("job").included(), "merge request");
  }

  @Test
  void besideWorkflowRulesAJobThatSaysNothingIsForAll() {
    Project project = Project.of("workflow: {rules: [{when: always}]}\njob: {script: x}");
    assertEquals(List.of("job"), request(project).names());
  }

  @Test
  void changesAndExists() {
    Project project =
        with("rules: [{changes: [\"src/**/*\", $FILE], exists: [pom.xml]}]")
            .file("pom.xml", "")
            .given("FILE", "README.md");
    assertTrue(included(project), "all counts as changed");
    assertTrue(included(project.changed("src/a/b")));
    assertTrue(included(project.changed("README.md")));
    assertFalse(included(project.changed("doc")));
    assertFalse(included(with("rules: [{exists: [pom.xml]}]")));
    assertTrue(included(with("only: {changes: [a]}").changed("a")));
    assertFalse(included(with("only: {changes: [a]}").changed("b")));
  }

  @Test
  void theLineThatDecidedIsToldWithItsValues() {
    Project project =
        with(
            "rules:\n"
                + "  - if: $A == \"x\"\n"
                + "    when: never\n"
                + "  - if: $CI_COMMIT_BRANCH == $A\n"
                + "  - when: manual");
    Explanation told = project.given("A", "main").compiled().jobs().get("job");
    assertTrue(told.included());
    assertEquals("rules[1] (.gitlab-ci.yml:7) says on_success", told.decision());
    assertEquals(
        List.of(
            new Judged(
                new Origin(".gitlab-ci.yml", 5, ""),
                "rules[0]",
                "$A == \"x\" is false: $A is \"main\"",
                false),
            new Judged(
                new Origin(".gitlab-ci.yml", 7, ""),
                "rules[1]",
                "$CI_COMMIT_BRANCH == $A is true: $A is \"main\", $CI_COMMIT_BRANCH is \"main\"",
                true)),
        told.judged());
    Explanation none = with("rules: [{if: $NO}]").compiled().jobs().get("job");
    assertFalse(none.included());
    assertEquals("no rule of rules (.gitlab-ci.yml:4) applies", none.decision());
    Explanation only = with("only: [tags]").compiled().jobs().get("job");
    assertEquals("only (.gitlab-ci.yml:4): none of tags fits branch main (push)", only.decision());
  }

  @Test
  void eachKeyIsToldWithItsPlaceAndWay() {
    Project project =
        Project.of(
                """
                include: base.yml
                default:
                  retry: 1
                before_script: [b]
                variables: {G: g, H: h}
                .k: &k {interruptible: true}
                job:
                  <<: *k
                  extends: [.one, .two]
                  variables: {H: own}
                  after_script: !reference [.three, script]
                  script: x
                  rules:
                    - variables: {R: r}
                """)
            .file(
                "base.yml",
                """
                .one: {tags: [t], variables: {O: o}}
                .two: {extends: .four}
                .three: {script: [s]}
                .four:
                  timeout: 1h
                """);
    StringBuilder told = new StringBuilder();
    project
        .compiled()
        .jobs()
        .get("job")
        .keys()
        .forEach(
            (key, origin) -> told.append(key + " " + origin + " " + origin.via()).append('\n'));
    assertEquals(
        """
        after_script base.yml:3 !reference [.three, script]
        before_script .gitlab-ci.yml:4 global
        interruptible .gitlab-ci.yml:6 << anchor k
        retry .gitlab-ci.yml:3 default
        rules .gitlab-ci.yml:13 .
        script .gitlab-ci.yml:12 .
        tags base.yml:1 extends .one
        timeout base.yml:5 extends .four
        variables.G .gitlab-ci.yml:5 global
        variables.H .gitlab-ci.yml:10 .
        variables.O base.yml:1 extends .one
        variables.R .gitlab-ci.yml:14 rules
        """
            .replace(" .\n", " \n"),
        told.toString());
  }

  @Test
  void aPipelineThatIsNotWantedIsSkippedAndSaysWhy() {
    Project project =
        Project.of(
            """
            workflow:
              rules:
                - if: $CI_COMMIT_TAG
                - if: $CI_COMMIT_BRANCH == "main"
                  when: never
            job: {script: x}
            """);
    Compiled compiled = project.compiled();
    assertEquals(Optional.empty(), compiled.pipeline());
    assertEquals(
        Optional.of("workflow.rules[1] (.gitlab-ci.yml:4) says never"), compiled.skipped());
    assertEquals(List.of("job"), tag(project).names());
  }

  @Test
  void aPipelineWithoutJobsIsSkipped() {
    assertEquals(
        Optional.of("no job is included"),
        Project.of("job: {script: x, only: [tags]}").compiled().skipped());
    assertTrue(
        Project.of("job: {script: x, stage: .pre}").compiled().skipped().isPresent(), ".pre only");
  }

  @Test
  void includesHaveRulesAndVariables() {
    Project project =
        Project.of(
                """
                include:
                  - local: $DIR/a.yml
                  - {local: b.yml, rules: [{exists: [nothing]}]}
                  - {local: c.yml, rules: [{if: $DIR, when: never}, {when: always}]}
                """)
            .given("DIR", "ci")
            .file("ci/a.yml", "a: {script: x}")
            .file("b.yml", "b: {script: x}")
            .file("c.yml", "c: {script: x}");
    assertEquals(List.of("a"), project.names());
  }

  @Test
  void rulesNeedWhatTheySayInsteadOfTheJob() {
    Project project = with("needs: [other]\nrules: [{if: $CI_COMMIT_BRANCH, needs: []}]");
    assertEquals(Optional.of(List.of()), project.job("job").flow().needs());
  }

  @Test
  void whatIsMaskedIsShownNowhere() {
    Project project =
        Project.of(
            """
            workflow: {name: "of $KEY"}
            job:
              script: x
              rules:
                - {if: $KEY == "x"}
                - {exists: [$KEY]}
                - {when: always}
            """);
    TreeMap<String, Value> given = new TreeMap<>(Map.of("KEY", new Value("hush", false, true)));
    Compiled compiled =
        Configuration.compile(
            project, new Request(Project.FILE, project.predefined(), given, Set.of()));
    assertEquals("of [MASKED]", compiled.pipeline().orElseThrow().name());
    assertFalse(compiled.toString().contains("hush"), compiled.toString());
  }
}
