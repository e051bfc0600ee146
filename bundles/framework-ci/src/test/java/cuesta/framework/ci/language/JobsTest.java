package cuesta.framework.ci.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.framework.ci.spec.Allow;
import cuesta.framework.ci.spec.Artifacts;
import cuesta.framework.ci.spec.Cache;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.Retry;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.ci.spec.When;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys of a job come to. */
class JobsTest {
  private static JobSpec job(String keys) {
    return Project.of("job:\n  script: x\n" + keys.indent(2)).job("job");
  }

  private static String variable(JobSpec job, String name) {
    return job.variables().get(name).text();
  }

  @Test
  void whatIsNotSaidHasItsUsualValue() {
    JobSpec job = job("");
    assertEquals("test", job.stage());
    assertEquals(When.ON_SUCCESS, job.flow().when());
    assertEquals(Allow.NONE, job.flow().allow());
    assertEquals(Retry.NEVER, job.flow().retry());
    assertEquals(Duration.ofHours(1), job.flow().timeout());
    assertEquals(Optional.empty(), job.flow().needs());
    assertEquals(Artifacts.NONE, job.artifacts());
    assertEquals(List.of(), job.caches());
    assertEquals(Map.of("CI_NODE_TOTAL", Value.raw("1")), job.variables());
  }

  @Test
  void timesAreGitLabs() {
    JobSpec job =
        job("timeout: 1h 30m\nwhen: delayed\nstart_in: 30 minutes\nartifacts: {expire_in: never}");
    assertEquals(Duration.ofMinutes(90), job.flow().timeout());
    assertEquals(Duration.ofMinutes(30), job.flow().startIn());
    assertEquals(Optional.of(ChronoUnit.FOREVER.getDuration()), job.artifacts().expireIn());
  }

  @Test
  void retries() {
    assertEquals(new Retry(2, new TreeSet<>(), new TreeSet<>()), job("retry: 2").flow().retry());
    assertEquals(
        new Retry(1, new TreeSet<>(Set.of("script_failure")), new TreeSet<>(Set.of(7, 9))),
        job("retry: {max: 1, when: script_failure, exit_codes: [7, 9]}").flow().retry());
    assertEquals(
        new Retry(1, new TreeSet<>(), new TreeSet<>()),
        job("retry: {max: 1, when: [always]}").flow().retry());
  }

  @Test
  void onlyManualJobsThatSayItThemselvesHoldNothingUp() {
    assertEquals(Allow.ANY, job("when: manual").flow().allow());
    assertEquals(Allow.NONE, job("when: manual\nallow_failure: false").flow().allow());
    assertEquals(Allow.NONE, job("rules: [{when: manual}]").flow().allow());
    assertEquals(Allow.ANY, job("when: manual\nrules: [{if: $CI_COMMIT_BRANCH}]").flow().allow());
    assertEquals(
        new Allow(false, new TreeSet<>(Set.of(3))),
        job("allow_failure: {exit_codes: 3}").flow().allow());
  }

  @Test
  void laterVariablesWin() {
    Project project =
        Project.of(
            """
            variables: {A: global, B: global, C: global, D: global, E: global, F: global}
            workflow:
              rules:
                - if: $CI_COMMIT_BRANCH
                  variables: {B: workflow, C: workflow, D: workflow, E: workflow, F: workflow}
            job:
              variables: {C: job, D: job, E: job, F: job}
              parallel: {matrix: [{D: matrix, E: matrix, F: matrix}]}
              rules:
                - variables: {E: rule, F: rule}
              script: x
            """);
    JobSpec job = project.given("F", "given").pipeline().jobs().getFirst();
    List<String> values =
        List.of("A", "B", "C", "D", "E", "F").stream().map(name -> variable(job, name)).toList();
    assertEquals(List.of("global", "workflow", "job", "matrix", "rule", "given"), values);
    assertEquals("job: [matrix, matrix, matrix]", job.name());
  }

  @Test
  void rawAndDescribedVariables() {
    Project project =
        Project.of(
            """
            variables:
              A: {value: $x, expand: false, description: text}
              N:
            job: {script: x}
            """);
    assertEquals(Value.raw("$x"), project.job("job").variables().get("A"));
    assertEquals(Value.of(""), project.job("job").variables().get("N"));
  }

  @Test
  void parallelJobsAreNamedAndNumberedAsByGitLab() {
    Project project =
        Project.of(
            """
            a: {stage: build, parallel: 2, script: x}
            b:
              stage: build
              parallel: {matrix: [{X: [1, two], Y: z}, {Y: w}]}
              script: x
            c:
              needs: [a, {job: b, parallel: {matrix: [{X: two, Y: z}, {Y: w}]}, artifacts: false}]
              script: x
            d: {needs: ["a 2/2"], script: x}
            """);
    assertEquals(
        List.of("a 1/2", "a 2/2", "b: [1, z]", "b: [two, z]", "b: [w]", "c", "d"), project.names());
    assertEquals("2", variable(project.job("a 2/2"), "CI_NODE_INDEX"));
    assertEquals("3", variable(project.job("b: [w]"), "CI_NODE_TOTAL"));
    assertEquals(
        List.of(
            new Need("a 1/2", true),
            new Need("a 2/2", true),
            new Need("b: [two, z]", false),
            new Need("b: [w]", false)),
        project.job("c").flow().needs().orElseThrow());
    assertEquals(List.of(new Need("a 2/2", true)), project.job("d").flow().needs().orElseThrow());
  }

  @Test
  void cachesOfFilesChangeWithTheirText() {
    Project project =
        Project.of(
            """
            job:
              script: x
              variables: {P: push}
              cache:
                - {key: {files: [lock], prefix: p}, paths: [a], policy: $P}
                - {key: {files: [none]}, paths: [b], fallback_keys: [f]}
                - {key: "$CI_COMMIT_REF_SLUG", paths: [c], when: always}
                - {key: without-paths}
            """);
    List<Cache> one = project.file("lock", "1").job("job").caches();
    List<Cache> two = project.file("lock", "2").job("job").caches();
    assertEquals(3, one.size());
    assertEquals(42, one.getFirst().key().length());
    assertEquals("p-", one.getFirst().key().substring(0, 2));
    assertEquals(Cache.Policy.PUSH, one.getFirst().policy());
    assertEquals(false, one.getFirst().key().equals(two.getFirst().key()));
    assertEquals(
        new Cache("default", List.of("b"), Cache.Policy.PULL_PUSH, When.ON_SUCCESS, List.of("f")),
        one.get(1));
    assertEquals("$CI_COMMIT_REF_SLUG", one.get(2).key());
  }

  @Test
  void emptyStagesAreLeftOutAndJobsAreInTheirOrder() {
    Project project =
        Project.of(
            """
            stages: [one, two, three]
            z: {stage: three, script: x}
            y: {stage: .post, script: x}
            x: {stage: one, script: x}
            w: {stage: .pre, script: x}
            """);
    assertEquals(List.of(".pre", "one", "three", ".post"), project.pipeline().stages());
    assertEquals(List.of("w", "x", "z", "y"), project.names());
  }

  @Test
  void jobsAskedForByNameDoNotWait() {
    Project project =
        Project.of(
            """
            a: {stage: build, parallel: 2, script: x}
            b: {needs: [a], when: manual, script: x}
            c: {needs: [a, b], dependencies: [a], script: x}
            """);
    assertEquals(List.of("b", "c"), project.only("b", "c").names());
    JobSpec b = project.only("b", "c").job("b");
    assertEquals(When.ON_SUCCESS, b.flow().when());
    assertEquals(Optional.of(List.of()), b.flow().needs());
    JobSpec c = project.only("b", "c").job("c");
    assertEquals(Optional.of(List.of(new Need("b", true))), c.flow().needs());
    assertEquals(Optional.of(List.of()), c.flow().dependencies());
    assertEquals(List.of("a 2/2"), project.only("a 2/2").names());
    assertEquals(
        List.of(".gitlab-ci.yml: nobody: there is no such job"),
        project.only("nobody").remarks(true));
  }

  @Test
  void mergeKeysAreShallowAndOwnKeysWin() {
    Project project =
        Project.of(
            """
            .a: &a {variables: {X: a, Y: a}, stage: build}
            .b: &b {stage: deploy, tags: [b]}
            job:
              variables: {X: own}
              <<: [*a, *b]
              script: x
            """);
    JobSpec job = project.job("job");
    assertEquals("own", variable(job, "X"));
    assertEquals(false, job.variables().containsKey("Y"));
    assertEquals("build", job.stage());
    assertEquals(Set.of("b"), job.tags());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "1.10 > 1.1",
        "1.0 > 1.0",
        "\"1.10\" > 1.10",
        "1.2.30 > 1.2.30",
        "3 > 3",
        "010 > 8",
        "\"010\" > 010",
        "089 > 089",
        "0x10 > 16",
        "-0xff > -255",
        "0x > 0x",
        "0x_ > 0x_",
        "1_000 > 1000",
        "1,2 > 12",
        "1:30 > 90",
        "1:30:05 > 5405",
        "1:75 > 1:75",
        "2024-01-10 > 2024-01-10",
        "123456789012345678901234567890 > 123456789012345678901234567890",
        "12e3 > 12e3",
      })
  void numbersWithoutQuotesAreWhatGitLabReads(String written, String read) {
    Project project = Project.of("job:\n  script: x\n  variables:\n    A: " + written);
    assertEquals(read, variable(project.job("job"), "A"));
    assertEquals(
        !written.replace("\"", "").equals(read),
        !project.remarks(false).isEmpty(),
        "a remark says so");
  }

  @Test
  void jobsMayHaveNamesThatWereOrAreKeysElsewhere() {
    Project project =
        Project.of(
            """
            spec: {script: rspec}
            types: {script: tsc, needs: [spec]}
            more: {extends: spec}
            """);
    assertEquals(List.of("spec", "types", "more"), project.names());
    assertEquals(List.of("rspec"), project.job("more").script().main());
  }

  @Test
  void theNameOfThePipelineHasItsVariables() {
    Project project =
        Project.of(
            """
            variables: {A: "<$B>", B: b}
            workflow: {name: "of $CI_COMMIT_BRANCH $A"}
            job: {script: x}
            """);
    assertEquals("of main <b>", project.pipeline().name());
  }
}
