package cuesta.framework.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpReply;
import cuesta.contracts.Await;
import cuesta.contracts.framework.fakes.FakeCall;
import cuesta.contracts.framework.fakes.Stage;
import cuesta.contracts.framework.fakes.Stage.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoint of real instances, on their own threads, with a scripted master. */
class RunEndpointTest {
  private static final String TRUE = "{\"command\":[\"true\"],\"cpus\":\"1\",\"mem\":\"64\"}";
  private static final TaskId FIRST = new TaskId("run-1");

  private final Stage stage = new Stage();
  private Instance instance;

  private record Answer(int status, String text) {
    String field(String name) {
      Matcher field =
          Pattern.compile("\"" + name + "\":(\"((?:[^\"\\\\]|\\\\.)*)\"|[^,}\\]]*)").matcher(text);
      assertTrue(field.find(), () -> name + " is not in " + text);
      return field.group(2) == null ? field.group(1) : field.group(2);
    }
  }

  @BeforeEach
  void begin() throws Exception {
    instance = opened();
  }

  @AfterEach
  void end() throws Exception {
    instance.scheduler().close();
    stage.close();
    assertEquals(java.util.List.of(), stage.master().violations());
  }

  private Instance opened() throws Exception {
    Instance opened = stage.open(new RunPlugin());
    assertEquals(503, call(opened, FakeCall.get()).status());
    stage.subscribe(opened);
    Await.until("it is ready", () -> call(opened, FakeCall.get()).status() == 200, () -> "");
    return opened;
  }

  private static Answer call(Instance of, FakeCall call) throws Exception {
    Endpoint endpoint = of.scheduler().endpoint().orElseThrow();
    HttpReply reply = endpoint.handle(call);
    return new Answer(reply.status(), text(reply));
  }

  private static String text(HttpReply reply) throws IOException {
    return new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  private Answer call(FakeCall call) throws Exception {
    return call(instance, call);
  }

  private Future<Answer> later(FakeCall call) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Instance of = instance;
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(call(of, call));
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private void launched() throws Exception {
    stage.offering("launched", () -> stage.master().tasks().containsKey(FIRST));
  }

  @Test
  void aRunGoesThroughItsStates() throws Exception {
    Answer made = call(FakeCall.post(TRUE));
    assertEquals(201, made.status());
    assertEquals("run-1", made.field("id"));
    assertEquals("WAITING", made.field("state"));
    assertEquals("OFFER_AWAITED", made.field("code"));
    assertEquals("null", made.field("agent"));
    launched();
    Future<Answer> poll = later(FakeCall.get("run-1").with("after", 2).with("wait", 30));
    stage.master().become(FIRST, TaskState.RUNNING, -1);
    Answer running = poll.get(30, TimeUnit.SECONDS);
    assertEquals("RUNNING", running.field("state"));
    String agent = running.field("agent");
    assertEquals(
        "slaves/" + agent + "/frameworks/m-0000/executors/run-1/runs/c-run-1",
        running.field("sandbox"));
    Future<Answer> end =
        later(FakeCall.get("run-1").with("after", running.field("version")).with("wait", 30));
    stage.master().become(FIRST, TaskState.FAILED, 3);
    assertEquals("FAILED", end.get(30, TimeUnit.SECONDS).field("state"));
    assertEquals("3", end.get().field("exit"));
    assertTrue(call(FakeCall.get().with("limit", 1)).text().startsWith("[{\"id\":\"run-1\""));
    assertTrue(instance.session().isSuppressed());
  }

  @Test
  void aKillReachesTheTaskAndOneThatWaitsEndsAtOnce() throws Exception {
    call(FakeCall.post(TRUE));
    launched();
    stage.master().become(FIRST, TaskState.RUNNING, -1);
    Answer killing = call(FakeCall.post("{\"grace\":\"1s\"}", "run-1", "kill"));
    assertEquals("KILLING", killing.field("state"));
    Await.until("killed", () -> stage.master().isKilled(FIRST), () -> "");
    stage.master().become(FIRST, TaskState.KILLED, 143);
    Await.until(
        "it ended", () -> call(FakeCall.get("run-1")).field("exit").equals("143"), () -> "");
    call(FakeCall.post(TRUE));
    Answer never = call(FakeCall.post("", "run-2", "kill"));
    assertEquals("KILLED", never.field("state"));
    assertEquals("KILLED_DURING_LAUNCH", never.field("code"));
    assertEquals(404, call(FakeCall.post("", "run-99", "kill")).status());
  }

  @Test
  void askingTwiceWithOneKeyRunsOnce() throws Exception {
    assertEquals("run-1", call(FakeCall.post(TRUE).key("k")).field("id"));
    assertEquals("run-1", call(FakeCall.post(TRUE).key("k")).field("id"));
    assertEquals("run-2", call(FakeCall.post(TRUE).key("other")).field("id"));
  }

  @Test
  void whoeverFollowsARunIsSentToTheSuccessor() throws Exception {
    call(FakeCall.post(TRUE));
    launched();
    stage.master().become(FIRST, TaskState.RUNNING, -1);
    Await.until(
        "it runs", () -> call(FakeCall.get("run-1")).field("state").equals("RUNNING"), () -> "");
    Future<Answer> poll = later(FakeCall.get("run-1").with("after", 99).with("wait", 30));
    Instance former = instance;
    instance = opened();
    former.scheduler().disconnected(cuesta.api.Reason.of("SESSION_OVER", "", "replaced"));
    former.scheduler().close();
    assertEquals(503, poll.get(30, TimeUnit.SECONDS).status());
    assertEquals(503, call(former, FakeCall.get("run-1")).status());
    assertEquals(503, call(former, FakeCall.post(TRUE)).status());
    assertEquals("RUNNING", call(FakeCall.get("run-1")).field("state"));
    stage.master().become(FIRST, TaskState.FINISHED, 0);
    Await.until("it ended", () -> call(FakeCall.get("run-1")).field("exit").equals("0"), () -> "");
    assertEquals(1, stage.master().tasks().size());
    assertEquals("run-2", call(FakeCall.post(TRUE)).field("id"));
  }

  @Test
  void aStoreThatSomebodyElseWroteToIsReadAgain() throws Exception {
    call(FakeCall.post(TRUE));
    var op =
        cuesta.api.framework.FrameworkStore.Op.put(
            RunCodec.key(2), 0, 1, stage.master().store().entries().get(RunCodec.key(1)).value());
    stage.master().store().session().commit(java.util.List.of(op));
    Answer refused = call(FakeCall.post(TRUE));
    assertEquals(409, refused.status());
    assertEquals("STORE_CONFLICT", refused.field("code"));
    assertEquals("STORE_CONFLICT", instance.context().reports().getFirst().code());
    Await.until("it is back", () -> call(FakeCall.get()).status() == 200, () -> "");
    assertEquals(201, call(FakeCall.post(TRUE)).status());
  }

  @Test
  void badInputNamesTheFieldAndTheFix() throws Exception {
    bad("{", "body", "line 1");
    bad("[]", "body", "not a JSON object");
    bad("{\"command\":[\"a\"]} x", "body", "");
    bad("{\"comand\":[\"a\"]}", "comand", "did you mean command?");
    bad("{\"command\":[\"a\"],\"command\":[\"b\"]}", "body", "Duplicate");
    bad("{}", "command", "it is empty");
    bad("{\"command\":\"ls\"}", "command", "not a list");
    bad("{\"command\":[\"a\\u0000\"]}", "command", "NUL");
    bad("{\"command\":[\"a\"],\"cpus\":\"many\"}", "cpus", "not a number");
    bad("{\"command\":[\"a\"],\"cpus\":0}", "cpus", "it is 0");
    bad("{\"command\":[\"a\"],\"mem\":-1}", "mem", "between 0 and");
    bad("{\"command\":[\"a\"],\"ports\":\"x\"}", "ports", "0 to 1000");
    bad("{\"command\":[\"a\"],\"env\":{\"A=B\":\"c\"}}", "command", "A=B");
    bad("{\"command\":[\"a\"],\"grace\":\"soon\"}", "grace", "500ms, 3s");
    bad("{\"command\":[\"a\"],\"role\":\"eng\"}", "role", "it has [*]");
    bad("{\"command\":[\"a\",\"b\"],\"shell\":true}", "command", "one line");
    bad("{\"command\":[\"" + "x".repeat(70_000) + "\"]}", "command", "at most 65536");
    Answer large = call(FakeCall.post("{\"command\":[\"a\"],\"cpus\":64}"));
    assertEquals(409, large.status());
    assertEquals("RESOURCES_IMPOSSIBLE", large.field("code"));
    assertTrue(large.text().contains("needs 60 cpus more"), large::text);
    assertEquals("[]", call(FakeCall.get()).text());
    assertEquals(404, call(FakeCall.get("nothing")).status());
    assertEquals(404, call(FakeCall.post("", "a", "b", "c")).status());
    assertEquals(405, call(FakeCall.post("", "run-1")).status());
    assertEquals(404, call(FakeCall.get("cli")).status());
    assertEquals(400, call(FakeCall.get("run-1").with("wait", "31")).status());
  }

  private void bad(String body, String subject, String says) throws Exception {
    Answer answer = call(FakeCall.post(body));
    assertEquals(400, answer.status(), answer::text);
    assertEquals("INVALID", answer.field("code"));
    assertEquals(subject, answer.field("subject"), answer::text);
    assertTrue(answer.text().contains(says), answer::text);
  }

  @Test
  void aHundredRunsAtOnceEndAsTheyShould() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertEquals(201, call(FakeCall.post(TRUE)).status());
    }
    stage.offering(
        "all ended",
        () -> {
          stage.master().tasks().values().stream()
              .filter(cuesta.contracts.framework.fakes.FakeTask::isAlive)
              .forEach(task -> stage.master().become(task.id(), TaskState.FINISHED, 0));
          return stage.master().tasks().size() == 100
              && !call(FakeCall.get()).text().contains("\"ended\":null");
        });
    assertTrue(stage.master().store().commits() < 400);
  }
}
