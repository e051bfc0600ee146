package cuesta.framework.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.blob.Blob;
import cuesta.api.framework.TaskInfo;
import cuesta.api.http.HttpReply;
import cuesta.archive.Limits;
import cuesta.archive.Packer;
import cuesta.archive.Tree;
import cuesta.contracts.Await;
import cuesta.contracts.framework.fakes.FakeCall;
import cuesta.contracts.framework.fakes.FakeTask;
import cuesta.contracts.framework.fakes.Stage;
import cuesta.contracts.framework.fakes.Stage.Instance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint of a real instance, on its own threads, with a scripted master. */
class CiEndpointTest {
  private static final String FILE =
      """
      stages: [build, test]
      build:
        stage: build
        script: make
        artifacts: {paths: [out]}
      test:
        stage: test
        script: [make check]
        variables: {REPO: $CI_PROJECT_DIR/.repo}
        image: debian
      deploy:
        stage: test
        script: make deploy
        rules:
          - if: $CI_COMMIT_BRANCH == "other"
      """;

  @TempDir Path dir;
  private final Stage stage = new Stage();
  private Instance instance;

  private record Answer(int status, String text) {
    Answer says(String... parts) {
      for (String part : parts) {
        assertTrue(text.contains(part), () -> part + " is not in " + text);
      }
      return this;
    }
  }

  @BeforeEach
  void begin() throws Exception {
    instance = stage.open(new CiPlugin());
    stage.subscribe(instance);
    Await.until("it is ready", () -> call(FakeCall.get("pipelines")).status() == 200, () -> "");
  }

  @AfterEach
  void end() throws Exception {
    instance.scheduler().close();
    stage.close();
    assertEquals(List.of(), stage.master().violations());
  }

  private Answer call(FakeCall call) throws Exception {
    HttpReply reply = instance.scheduler().endpoint().orElseThrow().handle(call);
    return new Answer(
        reply.status(), new String(reply.body().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** A call with a tree, as the command line makes it. */
  private Answer with(String file, String members, String... path) throws Exception {
    return saying("m", file, members, path);
  }

  private Answer saying(String message, String file, String members, String... path)
      throws Exception {
    Files.writeString(dir.resolve(".gitlab-ci.yml"), file);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    new Packer(Packer.Keep.CONTENT, Limits.DEFAULT)
        .pack(Tree.at(dir), List.of(".gitlab-ci.yml"), packed);
    Blob blob = instance.context().blobs().put(new ByteArrayInputStream(packed.toByteArray()));
    String tree =
        "\"dir\":{\"hash\":\"%s\",\"bytes\":%d,\"files\":1,\"git\":{\"name\":\"p\",\"branch\":\"main\",\"sha\":\"%s\",\"message\":\"%s\",\"dirty\":1}}"
            .formatted(blob.hash(), blob.size(), "ab".repeat(20), message);
    return call(FakeCall.post("{" + tree + members + "}", path));
  }

  private TaskInfo launched(String name) throws Exception {
    try {
      stage.offering(name + " is launched", () -> find(name).isPresent());
    } catch (AssertionError e) {
      throw new AssertionError(call(FakeCall.get("pipeline")).text(), e);
    }
    return find(name).orElseThrow();
  }

  private Optional<TaskInfo> find(String name) {
    return stage.master().tasks().values().stream()
        .map(FakeTask::info)
        .filter(task -> task.name().equals(name))
        .findFirst();
  }

  private void end(TaskId task, String log, int exit) {
    stage.master().become(task, TaskState.RUNNING, -1);
    instance.context().files().write(task, "stdout", log);
    instance.context().files().write(task, "out", "made");
    stage.master().become(task, exit == 0 ? TaskState.FINISHED : TaskState.FAILED, exit);
  }

  private Answer await(String what, FakeCall call, String part) throws Exception {
    Answer[] last = new Answer[1];
    Await.until(what, () -> (last[0] = call(call)).text().contains(part), () -> last[0]);
    return last[0];
  }

  @Test
  void aCommitMayHaveMuchToSay() throws Exception {
    Answer started = saying("it's \\n" + "é".repeat(200_000), FILE, "", "pipelines");
    assertEquals(201, started.status(), started.text());
    String message = launched("build").command().environment().get("CI_COMMIT_MESSAGE");
    assertTrue(message.startsWith("it's \né"), message);
    assertTrue(message.length() < 4_000, message);
  }

  @Test
  void aPipelineFromItsStartToItsEnd() throws Exception {
    Answer started = with(FILE, "", "pipelines");
    assertEquals(201, started.status(), started.text());
    started.says(
        "\"pipeline\":1",
        "main at abababab (1 file differs): 2 jobs",
        ".gitlab-ci.yml:10: test.image");
    TaskInfo build = launched("build");
    assertEquals(1, build.fetch().size());
    end(build.id(), "$ make\n", 0);
    TaskInfo test = launched("test");
    assertEquals(2, test.fetch().size(), "the files, and what build left");
    assertFalse(find("deploy").isPresent());
    end(test.id(), "$ make check\nno such rule\n", 2);
    FakeCall page = FakeCall.get("pipelines", "1", "progress").with("wait", "5s").with("after", 0);
    await("it failed", page, "\"exit\":1")
        .says(
            "✓ build / build",
            "✗ test / test",
            "script failure, exit status 2",
            "  | no such rule",
            "pipeline 1 failed",
            "1 success, 1 failed");
    call(FakeCall.get("pipeline")).says("\"status\":\"failed\"", "\"files\":1");
    assertEquals(
        "$ make check\nno such rule\n", call(FakeCall.get("logs").with("job", "test")).text());
    assertEquals(
        "no such rule\n", call(FakeCall.get("logs").with("job", "test").with("offset", 13)).text());
    assertEquals("made", call(FakeCall.get("archive").with("job", "build")).text());
    assertEquals(404, call(FakeCall.get("archive").with("job", "test")).status());

    call(FakeCall.post("{}", "pipelines", "1", "retry")).says("pipeline 1 is");
    TaskInfo again = launchedAgain(test);
    end(again.id(), "fine\n", 0);
    await("it passed", page, "\"exit\":0").says("✓ test / test (attempt 2)");
    await(
        "all that is left is needed, and no more",
        FakeCall.get("pipelines"),
        "\"status\":\"success\"");
    Await.until(
        "source, artifacts and three logs are needed",
        () -> instance.context().blobs().needed().size() == 5,
        () -> instance.context().blobs().needed());
  }

  private TaskInfo launchedAgain(TaskInfo former) throws Exception {
    stage.offering("launched again", () -> another(former).isPresent());
    return another(former).orElseThrow();
  }

  private Optional<TaskInfo> another(TaskInfo former) {
    return stage.master().tasks().values().stream()
        .map(FakeTask::info)
        .filter(task -> task.name().equals(former.name()) && !task.id().equals(former.id()))
        .findFirst();
  }

  @Test
  void variablesInTheirOrder() throws Exception {
    String file =
        """
        variables: {A: global, B: "$A!", C: global}
        job:
          script: [echo $A]
          variables: {A: job, P: "$CI_PROJECT_DIR/x", CUESTA_CPUS: "2"}
        """;
    with(file, ",\"var\":{\"C\":\"mine $A\"},\"secret\":{\"TOKEN\":\"hush-hush\"}", "pipelines");
    TaskInfo task = launched("job");
    var environment = task.command().environment();
    assertEquals("job", environment.get("A"));
    assertEquals("job!", environment.get("B"));
    assertEquals("mine $A", environment.get("C"), "what somebody gives stays as it is");
    assertEquals("main", environment.get("CI_COMMIT_BRANCH"));
    assertEquals("1", environment.get("CI_PIPELINE_ID"));
    assertEquals("hush-hush", environment.get("TOKEN"));
    assertTrue(environment.get("CUESTA_CI_MASK").contains("hush-hush"));
    assertFalse(environment.containsKey("P"), "only the job itself knows its directory");
    String script = String.join("\n", task.command().arguments());
    assertTrue(script.contains("export P=\"$_here\"'/x'"), script);
    assertFalse(script.contains("hush-hush"), "all can see command lines");
    assertEquals("cpus:2;mem:1024", task.resources().toString());
    for (FakeCall seen :
        List.of(FakeCall.get("pipelines"), FakeCall.get("pipeline"), FakeCall.get("logs"))) {
      assertFalse(call(seen).text().contains("hush"), "it is masked");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "job: {scirpt: x}||.gitlab-ci.yml:1|did you mean",
        "job: {script: x}|,\"secret\":{\"A\":\"short\"}|A cannot be masked|at least 8",
        "job: {script: x}|,\"var\":{\"A-B\":\"x\"}|no name of a variable|letters",
        "job: {script: x}|,\"role\":\"cl\"|cl|ci",
        "job: {script: x}|,\"file\":\"other.yml\"|other.yml|",
        "job: {script: x, rules: [{when: never}]}||PIPELINE_EMPTY|explain",
        "job: {script: x, variables: {CUESTA_CPUS: many}}||CUESTA_CPUS|0.5",
      })
  void refusesWithTheWayOut(String file, String members, String part, String hint)
      throws Exception {
    Answer answer = with(file, members == null ? "" : members, "pipelines");
    assertTrue(answer.status() >= 400 && answer.status() < 500, answer.text());
    answer.says(part, hint == null ? "" : hint);
    call(FakeCall.get("pipelines")).says("{\"pipelines\":[]}");
  }

  @Test
  void lintAndExplain() throws Exception {
    with(FILE, "", "lint")
        .says("\"valid\":true", "\"exit\":0", "note: .gitlab-ci.yml:10: test.image", "2 jobs");
    with(FILE.replace("script: make\n", "scrpt: make\n"), "", "lint")
        .says("\"valid\":false", "\"exit\":1", ".gitlab-ci.yml:4", "did you mean script?");
    with(FILE, ",\"job\":\"deploy\"", "explain")
        .says("deploy is left out", ".gitlab-ci.yml:15", "rules[0]", "does not apply");
    with(FILE, ",\"job\":\"test\"", "explain").says("test is in", "script", ".gitlab-ci.yml:8");
    with(FILE, ",\"job\":\"tset\"", "explain").says("did you mean test?");
  }

  @Test
  void aWatchStartsOnePipelineForEachCommit() throws Exception {
    with(FILE, "", "watch").says("\"pipeline\":1");
    with(FILE, "", "watch").says("\"pipeline\":1");
    with(FILE, "", "pipelines").says("\"pipeline\":2");
  }

  @Test
  void whatWaitsSaysWhy() throws Exception {
    with(FILE.replace("script: make\n", "script: make\n  tags: [gpu]\n"), "", "pipelines");
    await("it waits", FakeCall.get("pipeline"), "gpu")
        .says("CONSTRAINT_UNMET", "it waits for build");
    call(FakeCall.post("{}", "pipelines", "1", "cancel")).says("pipeline 1 is canceled");
  }
}
