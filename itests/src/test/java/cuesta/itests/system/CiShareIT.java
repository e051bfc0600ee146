package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project that floods the queue does not starve another one with a role of its own: with 200 jobs
 * waiting, each gets the share that DRF gives it.
 */
class CiShareIT {
  private static final int FLOOD = 200;
  private static final int FEW = 20;

  /** What fits: 16 cpus, each job takes one. */
  private static final int ROOM = 16;

  @TempDir Path dir;
  private Dev dev;

  @BeforeEach
  void start() throws Exception {
    dev = Dev.start(Program.HOME, dir, "--set", "ci.roles=flood,few");
  }

  @AfterEach
  void stop() throws Exception {
    dev.close();
  }

  @Test
  void sharesAreThoseOfDrf() throws Exception {
    Path gates = Files.createDirectories(dir.resolve("gates"));
    start("flood", FLOOD, gates);
    Await.until("the flood has all", () -> running(1) == ROOM, () -> running(1));
    start("few", FEW, gates);

    // Nothing is taken from who has it: what ends goes to who has less.
    for (int ended = 1; ended <= ROOM / 2; ended++) {
      end(1);
      int few = ended;
      Await.until(
          few + " of the few run",
          () -> running(1) == ROOM - few && running(2) == few,
          () -> List.of(running(1), running(2)));
    }
    // From there on each gets back what it had, to within one task, while both have jobs that wait.
    for (int n = 0; n < FEW - ROOM / 2; n++) {
      end(1);
      end(2);
      Await.until(
          "both have their share again",
          () -> running(1) == ROOM / 2 && running(2) == ROOM / 2,
          () -> List.of(running(1), running(2)));
    }
    Files.createFile(gates.resolve("all"));
    Await.until("the few are through", () -> status(2).equals("success"), () -> status(2));
    Await.until("and so are the many", () -> status(1).equals("success"), () -> status(1));
    assertEquals(FLOOD, dev.client().get("/ci/pipelines/1").path("jobs").size());
  }

  private void start(String role, int jobs, Path gates) throws Exception {
    String wait =
        "while ! test -e %s/$CI_JOB_ID && ! test -e %s/all; do sleep 0.2; done"
            .formatted(gates, gates);
    Repository repository = Repository.init(dir.resolve(role));
    repository.write(
        ".gitlab-ci.yml",
        """
        many:
          parallel: %d
          variables: {CUESTA_CPUS: "1", CUESTA_MEM: "8"}
          script: %s
        """
            .formatted(jobs, wait));
    repository.commit("first");
    Result started =
        dev.client().run("ci", "run", repository.toString(), "--detach", "--role", role);
    assertEquals(0, started.status(), started.toString());
  }

  /** Ends one that runs, and waits until it is told. */
  private void end(int pipeline) throws Exception {
    JsonNode first = jobs(pipeline, "running").getFirst();
    String number = first.path("number").asText();
    Files.createFile(dir.resolve("gates").resolve(number));
    Await.until(
        "job " + number + " ends",
        () ->
            jobs(pipeline, "success").stream()
                .anyMatch(job -> job.path("number").asText().equals(number)),
        () -> dev.client().get("/ci/pipelines/" + pipeline));
  }

  private int running(int pipeline) {
    return jobs(pipeline, "running").size();
  }

  private String status(int pipeline) {
    return dev.client().get("/ci/pipelines/" + pipeline).path("status").asText();
  }

  private List<JsonNode> jobs(int pipeline, String status) {
    List<JsonNode> jobs = new ArrayList<>();
    for (JsonNode job : dev.client().get("/ci/pipelines/" + pipeline).path("jobs")) {
      if (job.path("status").asText().equals(status)) {
        jobs.add(job);
      }
    }
    return jobs;
  }
}
