package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import cuesta.itests.Jars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In the middle of a pipeline the leader is killed, then the processes of all agents, and then
 * framework-ci is replaced: the result is right and no log lacks a byte, as if nothing had
 * happened.
 */
class CiFailoverIT {
  /** Some lines before each fault and after the last one: about 20 seconds. */
  private static final String PIPELINE =
      """
      stages: [build, work, end]
      build:
        stage: build
        script:
          - mkdir out; for i in $(seq 2000); do echo $i $WHO; done > out/numbers
          - echo SUM=$(sha256sum < out/numbers | cut -c1-20) > sum.env
        artifacts: {paths: [out], reports: {dotenv: sum.env}}
      count:
        stage: work
        script:
          - for i in $(seq 400); do echo line $i of $WHO; sleep 0.05; done
          - printf 'no newline at the end %s' $TOKEN
      wait:
        stage: work
        needs: [build]
        script:
          - while ! test -e $GATE; do sleep 0.1; done
          - cp out/numbers kept
        artifacts: {paths: [kept]}
      broken:
        stage: work
        allow_failure: true
        script: [echo bad, exit 7]
      end:
        stage: end
        script:
          - sha256sum < kept | cut -c1-20; echo $SUM
          - cmp kept out/numbers
      """;

  private static final List<String> JOBS = List.of("build", "count", "wait", "broken", "end");
  private static final String JAR = "framework-ci.jar";

  @TempDir Path dir;
  private Masters cluster;
  private Repository repository;

  @BeforeEach
  void start() throws Exception {
    cluster = Masters.start(dir, 3, 2, "10m");
    repository = Repository.init(dir.resolve("project")).write(".gitlab-ci.yml", PIPELINE);
    repository.commit("first");
  }

  @AfterEach
  void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void nothingOfAPipelineIsLost() throws Exception {
    Path gate = dir.resolve("gate");
    // Asked of one that will never be killed.
    Client client = cluster.standbys().getLast().client();
    Program run = run(client, gate);
    awaitLines(client, 40);

    Masters.Master former = cluster.leader();
    long term = former.term();
    cluster.kill(former);
    cluster.successor(former, term);
    awaitLines(client, 120);

    cluster.killAndRestartAgent(1);
    cluster.killAndRestartAgent(2);
    cluster.leader().client().awaitAgents(2);
    awaitLines(client, 200);

    Masters.Master leader = cluster.leader();
    long bundle = serving(leader);
    replace(leader, Jars.rebuilt(Jars.CI, 1));
    Await.until(
        "another build serves",
        () -> serving(leader) != bundle && serving(leader) >= 0,
        () -> leader.client().get("/plugins"));
    Files.createFile(gate);

    Result result = run.end();
    assertEquals(0, result.status(), result.toString());
    assertTrue(result.out().contains("✓ end / end"), result.out());
    assertTrue(result.out().contains("pipeline 1 passed"), result.out());
    JsonNode jobs = client.get("/ci/pipelines/1");
    for (JsonNode job : cluster.leader().client().get("/ci/pipelines/1").path("jobs")) {
      assertEquals(1, job.path("attempt").asInt(), "each ran once: " + jobs);
    }

    Result undisturbed = run(client, gate).end();
    assertEquals(0, undisturbed.status(), undisturbed.toString());
    for (String job : JOBS) {
      String log = log(client, job, 1);
      assertEquals(log(client, job, 2), log, "the log of " + job);
      assertTrue(!log.contains("hush"), log);
    }
    String counted = log(client, "count", 1);
    assertEquals(400, counted.lines().filter(line -> line.matches("line \\d+ of me")).count());
    assertTrue(counted.endsWith("no newline at the end [MASKED]"), counted);
  }

  private Program run(Client client, Path gate) throws Exception {
    return client.start(
        "ci",
        "run",
        repository.toString(),
        "--var",
        "GATE=" + gate,
        "--var",
        "WHO=me",
        "--secret",
        "TOKEN=hush-hush");
  }

  private String log(Client client, String job, int pipeline) throws Exception {
    Result log = client.run("ci", "logs", job, "--pipeline", Integer.toString(pipeline));
    assertEquals(0, log.status(), log.toString());
    return log.out();
  }

  private void awaitLines(Client client, int lines) throws Exception {
    String[] last = {""};
    Await.until(
        "count has written " + lines + " lines",
        () -> {
          Result log = client.run("ci", "logs", "count");
          last[0] = log.toString();
          return log.out().contains("line " + lines + " of me\n");
        },
        () -> last[0]);
  }

  /** The jar in the plugins folder of the leader wins over the one that it came with. */
  private static void replace(Masters.Master leader, byte[] jar) throws Exception {
    Path plugins = leader.work().resolve("plugins");
    Path part = plugins.resolve("." + JAR + ".part");
    Files.write(part, jar);
    Files.move(part, plugins.resolve(JAR), StandardCopyOption.ATOMIC_MOVE);
  }

  private static long serving(Masters.Master leader) {
    for (JsonNode row : leader.client().get("/plugins").path("plugins")) {
      if (row.path("name").asText().equals("ci") && row.path("state").asText().equals("CURRENT")) {
        return row.path("bundle_id").asLong();
      }
    }
    return -1;
  }
}
