package cuesta.framework.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpReply;
import cuesta.contracts.Await;
import cuesta.contracts.framework.fakes.FakeCall;
import cuesta.contracts.framework.fakes.Stage;
import cuesta.contracts.framework.fakes.Stage.Instance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint of real instances, on their own threads, with a scripted master. */
class CronEndpointTest {
  private final Stage stage = new Stage();
  private Instance instance;

  private record Answer(int status, String text) {
    void says(String... parts) {
      for (String part : parts) {
        assertTrue(text.contains(part), () -> part + " is not in " + text);
      }
    }
  }

  @BeforeEach
  void begin() throws Exception {
    instance = stage.open(new CronPlugin());
    stage.subscribe(instance);
    Await.until("it is ready", () -> call(FakeCall.get("jobs")).status() == 200, () -> "");
  }

  @AfterEach
  void end() throws Exception {
    instance.scheduler().close();
    stage.close();
    assertEquals(List.of(), stage.master().violations());
  }

  private Answer call(FakeCall call) throws Exception {
    Endpoint endpoint = instance.scheduler().endpoint().orElseThrow();
    HttpReply reply = endpoint.handle(call);
    return new Answer(
        reply.status(), new String(reply.body().readAllBytes(), StandardCharsets.UTF_8));
  }

  private Answer add(String name, String members) throws Exception {
    String usual = members.contains("schedule") ? "\"cpus\":1" : "\"schedule\":\"@yearly\"";
    return call(FakeCall.post("{" + usual + "," + members + "}", "jobs", name));
  }

  private List<Reason> explain(String what) {
    return instance.scheduler().explain(new TaskId(what));
  }

  @Test
  void aJobFromItsFirstRunToItsEnd() throws Exception {
    assertEquals(201, add("j", "\"command\":[\"sh\",\"-c\",\"it's\"]").status());
    call(FakeCall.get("jobs", "j"))
        .says("\"line\":\"sh -c 'it'\\\\''s'\"", "\"sums\":[\"runs: 0 ok, 0 failed, 0 open\"]");
    Answer logs = call(FakeCall.get("jobs", "j", "logs"));
    assertEquals(404, logs.status());
    logs.says("it has not run yet");
    Answer begun = call(FakeCall.post("", "jobs", "j", "run"));
    assertEquals(201, begun.status());
    begun.says("\"manual\":true", "has begun");
    assertEquals(409, call(FakeCall.post("", "jobs", "j", "run")).status());
    stage.offering("launched", () -> !stage.master().tasks().isEmpty());
    TaskId task = stage.master().tasks().keySet().iterator().next();
    stage.master().become(task, TaskState.RUNNING, -1);
    stage.master().become(task, TaskState.FAILED, 3);
    Await.until(
        "the end is known",
        () -> call(FakeCall.get("jobs", "j")).text().contains("0 ok, 1 failed, 0 open"),
        () -> "");
    call(FakeCall.get("jobs", "j", "runs")).says("\"exit\":3", "\"result\":\"exit 3\"");
    Answer gone = call(FakeCall.of("DELETE", "", "jobs", "j"));
    gone.says("j is deleted");
    assertEquals(404, call(FakeCall.get("jobs", "j")).status());
  }

  @Test
  void whatWaitsIsExplainedByTheNamesThatPeopleSee() throws Exception {
    add("large", "\"command\":[\"true\"],\"cpus\":\"9000\"")
        .says("due next", "no agent is large enough");
    assertEquals(List.of(), explain("large"));
    Answer begun = call(FakeCall.post("", "jobs", "large", "run"));
    begun.says("\"why\":\"no agent is large enough");
    call(FakeCall.get("jobs", "large", "logs"))
        .says("it has not ended", "see why: cuesta cron history large");
    String run = begun.text().replaceAll(".*\"run\":\"([^\"]*)\".*", "$1");
    String task = begun.text().replaceAll(".*\"task\":\"([^\"]*)\".*", "$1");
    for (String name : List.of("large", run, task)) {
      assertEquals("RESOURCES_IMPOSSIBLE", explain(name).getFirst().code(), name);
    }
    call(FakeCall.get("jobs")).says("\"now\":\"waiting\",\"why\":\"no agent is large enough");
    assertEquals(List.of(), explain("larg"));
  }

  @Test
  void aListThatIsCutSaysSo() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      add(name, "\"command\":[\"true\"]");
    }
    call(FakeCall.get("jobs").with("limit", 2))
        .says("\"note\":\"2 of 3 jobs; --limit shows more\"");
    call(FakeCall.get("jobs").with("limit", 3)).says("\"note\":null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b   | "command":["true"]                        | 'a b' is no name of a job
          j     | "command":[]                              | command
          j     | "command":["a","b"],"shell":true          | a shell takes one line
          j     | "command":["a"],"schedule":"every day"    | it has 2 fields
          j     | "command":["a"],"tz":"Europe/Berln"       | no known time zone
          j     | "command":["a"],"cpus":"x"                | is not a number
          j     | "command":["a"],"mem":0                   | it is 0
          j     | "command":["a"],"retries":101             | 0 to 100
          j     | "command":["a"],"timeout":"0s"            | leave it out for no limit
          j     | "command":["a"],"overlap":"x"             | overlap
          j     | "command":["a"],"retry":1                 | retries
          """)
  void whatIsWrongIsNamed(String name, String members, String says) throws Exception {
    Answer answer = add(name, members);
    assertEquals(400, answer.status(), answer::text);
    answer.says("INVALID", says);
  }
}
