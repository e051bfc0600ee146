package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines as a user runs them: real commands, real jobs, on a cluster of one machine. */
class CiIT {
  private static final String SECRET = "hush-hush/p4ss.w*rd";

  @TempDir Path dir;
  private Dev dev;
  private Repository repository;

  @BeforeEach
  void start() throws Exception {
    dev = Dev.start(dir);
    repository = Repository.init(dir.resolve("project"));
  }

  @AfterEach
  void stop() throws Exception {
    dev.close();
  }

  private Result ci(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = "ci";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return dev.client().run(all);
  }

  private Result must(String... arguments) throws Exception {
    Result result = ci(arguments);
    assertEquals(0, result.status(), result.toString());
    return result;
  }

  private void await(String what, String path, String part) throws Exception {
    Await.until(
        what, () -> dev.client().get(path).toString().contains(part), () -> dev.client().get(path));
  }

  @Test
  void aPipelineWithArtifactsReportsAndSecrets() throws Exception {
    repository
        .write(
            ".gitlab-ci.yml",
            """
            stages: [build, test, done]
            variables: {WHO: world, WHERE: "$CI_PROJECT_DIR/out"}
            build:
              stage: build
              script:
                - mkdir out; echo made by $WHO > $WHERE/file.txt; ln -s file.txt out/link; ln -s /bin/sh out/sh
                - echo VERSION=1.2 > build.env
                - echo "$TOKEN and $TOKEN" | tee out/said >&2
                - sha256sum tool.sh; test -x tool.sh; test ! -e ignored; test ! -e new
              artifacts:
                paths: [out]
                reports: {dotenv: build.env}
            test:
              stage: test
              parallel: {matrix: [{PART: [a, b]}]}
              script:
                - cat out/link; out/sh -c :; echo version $VERSION part $PART
                - ./tool.sh $PART > TEST-$PART.xml
              artifacts:
                reports: {junit: TEST-*.xml}
            flaky:
              stage: test
              allow_failure: {exit_codes: 3}
              script: exit 3
            done:
              stage: done
              needs: [flaky]
              script: [cat out/file.txt || echo nothing was brought along]
            """)
        .write(".gitignore", "ignored\n")
        .write("tool.sh", "#!/bin/sh\necho \"<testsuite><testcase name='$1'/></testsuite>\"\n");
    repository.dir().resolve("tool.sh").toFile().setExecutable(true);
    repository.commit("first");
    repository.write("ignored", "x").write("new", "x");

    Result ran =
        must("run", repository.toString(), "--var", "WHO=you", "--secret", "TOKEN=" + SECRET);
    assertTrue(ran.out().contains("✓ build / build"), ran.out());
    assertTrue(ran.out().contains("! test / flaky"), ran.out());
    assertTrue(ran.out().contains("(allowed)"), ran.out());
    assertTrue(ran.out().contains("pipeline 1 passed after"), ran.out());
    assertTrue(ran.out().contains("1 tests, 0 failed"), ran.out());
    assertEquals(
        "$ cat out/link; out/sh -c :; echo version $VERSION part $PART\n"
            + "made by you\n"
            + "version 1.2 part a\n"
            + "$ ./tool.sh $PART > TEST-$PART.xml\n",
        must("logs", "test: [a]").out());
    assertTrue(must("logs", "done").out().contains("nothing was brought along"));

    Path into = dir.resolve("into");
    must("artifacts", "get", "build", "--into", into.toString());
    assertEquals("made by you\n", Files.readString(into.resolve("out/file.txt")));
    assertEquals(Path.of("file.txt"), Files.readSymbolicLink(into.resolve("out/link")));
    assertEquals(Path.of("/bin/sh"), Files.readSymbolicLink(into.resolve("out/sh")));
    neverShown();
  }

  /** Neither in logs, nor in lists, nor in any answer; but the job had it. */
  private void neverShown() throws Exception {
    assertTrue(must("logs", "build").out().contains("\n[MASKED] and [MASKED]\n"));
    assertEquals(SECRET + " and " + SECRET + "\n", Files.readString(dir.resolve("into/out/said")));
    JsonNode one = dev.client().get("/ci/pipelines/1");
    String task = one.path("jobs").get(0).path("task").asText();
    for (String path :
        List.of(
            "/ci/pipelines",
            "/ci/pipelines/1",
            "/ci/pipelines/1/progress",
            "/ci/logs?job=build",
            "/tasks",
            "/tasks?all=true",
            "/frameworks",
            "/explain?id=" + task,
            "/agents",
            "/offers",
            "/plugins",
            "/health")) {
      assertFalse(dev.client().door().get(path).body().contains(SECRET), path);
    }
    assertFalse(dev.client().run("logs", task).out().contains(SECRET));
    assertFalse(dev.client().run("events").out().contains(SECRET));
    assertTrue(one.path("variables").toString().contains("TOKEN"), "its name is no secret");
  }

  @Test
  void aFailureShowsItsTailAndTheFailingTest() throws Exception {
    repository.write(
        ".gitlab-ci.yml",
        """
        check:
          script:
            - seq 100
            - |
              cat > r.xml <<X
              <testsuite><testcase classname="a.B" name="adds"><failure message="1 is not 2"/></testcase></testsuite>
              X
            - echo the end; exit 4
          artifacts: {when: always, reports: {junit: r.xml}}
        after:
          stage: deploy
          script: echo never
        """);
    repository.commit("first");
    Result ran = ci("run", repository.toString());
    assertEquals(1, ran.status(), ran.toString());
    assertTrue(ran.out().contains("✗ test / check"), ran.out());
    assertTrue(ran.out().contains("exit status 4"), ran.out());
    assertTrue(ran.out().contains("  | the end"), ran.out());
    assertTrue(ran.out().contains("test failed: a.B.adds: 1 is not 2"), ran.out());
    assertTrue(ran.out().contains("1 failed, 1 skipped"), ran.out());
    Result json = ci("run", repository.toString(), "--json");
    assertEquals(1, json.status());
    assertEquals("failed", json.json().path("status").asText());

    repository.write(".gitlab-ci.yml", "check:\n  script: echo good\n  stge: test\n");
    Result wrong = ci("run", repository.toString());
    assertNotEquals(0, wrong.status());
    assertTrue(wrong.err().contains(".gitlab-ci.yml:3"), wrong.err());
    assertTrue(wrong.err().contains("did you mean stage?"), wrong.err());
  }

  @Test
  void cancelPlayRetryAndWhatSurvivesTheCommandLine() throws Exception {
    repository.write(
        ".gitlab-ci.yml",
        """
        long:
          script: [echo begun, sleep 1000]
          after_script: [echo cleaned up as $CI_JOB_STATUS]
        ask:
          script: echo "played with $X"
          when: manual
        """);
    repository.commit("first");
    Program attached = dev.client().start("ci", "run", repository.toString());
    await("it runs", "/ci/pipelines", "\"status\":\"running\"");
    Program follower = dev.client().start("ci", "logs", "long", "-f");
    follower.awaitOut("^begun$");
    attached.signal("INT");
    Result left = attached.end();
    assertEquals(130, left.status(), left.toString());
    assertTrue((left.out() + left.err()).contains("cuesta ci show 1"), left.toString());
    assertTrue(dev.client().get("/ci/pipelines/1").toString().contains("\"status\":\"running\""));

    must("play", "1", "ask", "--var", "X=y");
    await(
        "it was played",
        "/ci/pipelines/1",
        "\"name\":\"ask\",\"stage\":\"test\",\"status\":\"success\"");
    assertTrue(must("logs", "ask").out().contains("played with y"));

    must("cancel", "1");
    await("it is canceled", "/ci/pipelines/1", "\"status\":\"canceled\"");
    Result log = follower.end();
    assertEquals(0, log.status(), log.toString());
    assertTrue(log.out().endsWith("cleaned up as canceled\n"), log.out());

    must("retry", "1", "long");
    await("it runs again", "/ci/pipelines/1", "\"attempt\":2");
    must("cancel", "1", "long", "--force");
    await("it is canceled again", "/ci/pipelines/1", "\"status\":\"canceled\"");
    must("delete", "1");
    assertNotEquals(0, ci("show", "1").status());
  }

  @Test
  void aWatchStartsPipelinesForNewCommits() throws Exception {
    repository.write(
        ".gitlab-ci.yml", "job:\n  script: echo $CI_PIPELINE_SOURCE $CI_COMMIT_TITLE\n");
    repository.commit("first");
    Program watch =
        dev.client()
            .start("ci", "watch", repository.toString(), "--branch", "main", "--every", "1s");
    watch.awaitOut("pipeline 1 of project");
    repository.write("file", "x");
    repository.commit("second");
    watch.awaitOut("pipeline 2 of project");
    await("it passed", "/ci/pipelines/2", "\"status\":\"success\"");
    assertTrue(must("logs", "job", "--pipeline", "2").out().endsWith("push second\n"));
    watch.signal("INT");
    assertEquals(0, watch.end().status());

    // By cron's schedule: the command line is a command like any other.
    Client client = dev.client();
    Result added =
        client.run(
            "cron",
            "add",
            "nightly",
            "--schedule",
            "@every 1s",
            "--env",
            "CUESTA_MASTER=" + client.url(),
            "--env",
            "CUESTA_CLUSTER_KEY=" + client.key(),
            "--env",
            "CUESTA_JDK=" + System.getProperty("java.home"),
            "--mem",
            "512",
            "--",
            Program.HOME.resolve("bin/cuesta").toString(),
            "ci",
            "run",
            repository.toString(),
            "--source",
            "schedule");
    assertEquals(0, added.status(), added.toString());
    await("cron has started one", "/ci/pipelines", "\"source\":\"schedule\"");
    assertEquals(0, client.run("cron", "pause", "nightly").status());
  }

  @Test
  void cachesComeBack() throws Exception {
    repository.write(
        ".gitlab-ci.yml",
        """
        job:
          cache: {key: "$CI_COMMIT_REF_SLUG", paths: [store/]}
          script:
            - mkdir -p store; echo x >> store/count; wc -l < store/count
        """);
    repository.commit("first");
    must("run", repository.toString());
    must("run", repository.toString());
    assertTrue(must("logs", "job").out().strip().endsWith("\n2"), must("logs", "job").out());
  }
}
