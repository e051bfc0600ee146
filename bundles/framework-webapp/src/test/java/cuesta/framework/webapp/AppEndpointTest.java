package cuesta.framework.webapp;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint of real instances, on their own threads, with a scripted master. */
class AppEndpointTest {
  private static final String REPORT =
      "{\"version\":\"%s\",\"address\":\"127.0.0.1:8080\",\"connections\":2,\"open\":{\"x\":1},"
          + "\"apps\":{\"web\":{\"requests\":10,\"classes\":[0,8,0,1,1],\"failures\":1,"
          + "\"retries\":3,\"latencies\":[5,5,0,0,0,0,0,0,0,0,0,0,0,0],"
          + "\"latency-micros\":12000}}}";

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
    instance = stage.open(new WebPlugin());
    stage.subscribe(instance);
    Await.until("it is ready", () -> call(FakeCall.get("apps")).status() == 200, () -> "");
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

  private Answer run(String name, String members) throws Exception {
    return call(FakeCall.post("{\"command\":[\"serve\"]" + members + "}", "apps", name));
  }

  /** Without ports, since the stage's offers have none. */
  private TaskId started() throws Exception {
    assertEquals(201, run("web", ",\"cpus\":\"0.5\",\"mem\":64,\"ports\":0,\"drain\":0").status());
    stage.offering("launched", () -> !stage.master().tasks().isEmpty());
    TaskId task = stage.master().tasks().keySet().iterator().next();
    stage.master().become(task, TaskState.RUNNING, -1);
    Await.until(
        "ready",
        () -> call(FakeCall.get("apps", "web")).text().contains("\"state\":\"ready\""),
        () -> "");
    return task;
  }

  @Test
  void anAppFromItsFirstInstanceToItsEnd() throws Exception {
    TaskId task = started();
    call(FakeCall.get("apps"))
        .says("\"name\":\"web\"", "\"count\":\"1 of 1\"", "deploying version 1: 1 of 1 ready");
    call(FakeCall.get("apps", "web", "history"))
        .says("\"kind\":\"deploy\"", "\"result\":\"running\"", "\"line\":\"serve\"");
    assertEquals(
        "[APP_AS_WANTED web: deploying, 1 of 1 ready]",
        instance.scheduler().explain(new TaskId("web")).toString());
    call(FakeCall.get("apps", "web", "progress"))
        .says("\"lines\":[\"web: 1 of 1 ready\"]", "\"next\":\"1~~false~\"");
    Answer stopped = call(FakeCall.post("{\"wait\":\"1h\"}", "apps", "web", "stop"));
    assertEquals(200, stopped.status());
    stopped.says("\"rollout\":0", "\"mark\":\"0~~false~\"", "\"until\":\"20");
    stage.master().become(task, TaskState.KILLED, -1);
    Await.until(
        "stopped",
        () -> call(FakeCall.get("apps", "web")).text().contains("\"state\":\"stopped\""),
        () -> "");
    call(FakeCall.of("DELETE", "", "apps", "web")).says("web is deleted");
    assertEquals(404, call(FakeCall.get("apps", "web")).status());
  }

  @Test
  void aDeployByFileAndItsPlan() throws Exception {
    String file = "{\"file\":\"name: web\\ncommand: serve\\nports: 0\\ninstances: 2\\n\"}";
    call(FakeCall.post(file, "plan")).says("\"does\":\"begins with 2 instances\"");
    assertEquals(201, call(FakeCall.post(file, "deploy")).status());
    call(FakeCall.post(file, "plan")).says("\"does\":\"nothing: it is so already\"");
    String other = file.replace("ports: 0", "ports: 0\\nmem: 64").replace(": 2", ": 3");
    call(FakeCall.post(other, "plan"))
        .says(
            "replaces version 1 by version 2; scales from 2 to 3",
            "mem: 128 -> 64",
            "at least 3 of 3 stay ready, at most 1 more");
    Answer wrong = call(FakeCall.post(file.replace("command", "comand"), "deploy"));
    assertEquals(400, wrong.status());
    wrong.says("line 2: there is no such key", "did you mean command?");
  }

  @Test
  void aPlanTellsWhatRestartsNothingAndIsRefusedAsTheDeploy() throws Exception {
    assertEquals(201, run("taken", "").status());
    String file = "{\"file\":\"name: web\\ncommand: serve\\nports: 1\\n%s\"}";
    assertEquals(201, call(FakeCall.post(file.formatted(""), "deploy")).status());
    Answer routes =
        call(FakeCall.post(file.formatted("update: {surge: 50%}\\ndrain: 1s\\n"), "plan"));
    routes.says(
        "replaces version 1 by version 2; instances stay as they are",
        "takes the place of what is under way: deploying version 1: 0 of 1 ready",
        "update: min-healthy 100%, surge 25%, deadline 2m -> min-healthy 100%, surge 50%",
        "drain: 10s -> 1s",
        "\"steps\":[]");
    call(FakeCall.post(file.formatted("health: {http: /up}\\nplacement: {most: 2}\\n"), "plan"))
        .says(
            "health: none -> http:/up every 10s, within 5s, 3 failures after 30s",
            "placement: spread by agent -> spread by agent, at most 2 each");
    Answer taken = call(FakeCall.post(file.formatted("routes: {paths: [/taken]}\\n"), "plan"));
    assertEquals(409, taken.status());
    taken.says("ROUTE_TAKEN", "go to taken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Web||no name of an application",
        "web|,\"helth\":\"tcp\"|did you mean health?",
        "web|,\"health\":\"ftp:/x\"|write http:/path",
        "web|,\"health\":\"tcp\",\"ports\":\"0\"|no port to look at",
        "web|,\"min-healthy\":\"101\"|0 to 100",
        "web|,\"instances\":\"-1\"|0 to 2000",
        "web|,\"constraint\":[\"rack\"]|is not a constraint",
        "web|,\"cpus\":\"0\"|for example 0.1",
        "web|,\"ready-interval\":\"1ms\"|give 100 ms",
        "web|,\"wait\":\"8d\"|at most 7d",
        "web|,\"health-interval\":\"5s\"|no health check that it could be for",
        "web|,\"ready\":\"none\",\"ready-timeout\":\"5s\"|no ready check that it could be for",
        "web|,\"min-healthy\":\"half\"|0 to 100",
        "web|,\"deadline\":\"0s\"|at least 1s",
      })
  void refusesWithTheWayOut(String name, String members, String part) throws Exception {
    Answer answer = run(name, members == null ? "" : members);
    assertEquals(400, answer.status());
    answer.says(part);
  }

  @Test
  void noTwoApplicationsHaveTheSameRoute() throws Exception {
    String routes = ",\"host\":[\"www.example.org\"],\"path\":[\"/shop\"]";
    assertEquals(201, run("web", routes).status());
    assertEquals(201, run("web", routes).status());
    Answer other = run("other", routes);
    assertEquals(409, other.status());
    other.says("ROUTE_TAKEN", "requests for www.example.org and /shop/ go to web");
    assertEquals(201, run("other", routes.replace("/shop", "/")).status());
    assertEquals(409, run("third", ",\"path\":[\"/web\"]").status());
    assertEquals(409, run("third", ",\"host\":[\"WEB.localhost\"]").status());
  }

  @ParameterizedTest
  @CsvSource({
    "POST,scale/3",
    "POST,restart",
    "POST,stop",
    "POST,rollback",
    "GET,history",
    "GET,logs",
    "DELETE,",
    "GET,"
  })
  void nothingIsDoneToWhatIsNotThere(String method, String rest) throws Exception {
    String path = "apps/nix" + (rest == null ? "" : "/" + rest);
    Answer answer = call(FakeCall.of(method, "", path.split("/")));
    assertEquals(404, answer.status());
    answer.says("there is no such application", "cuesta app list");
  }

  @Test
  void tellsBalancersWhereToGoAndCountsWhatTheyDid() throws Exception {
    assertEquals(201, run("web", "").status()); // has a route as soon as it is to have a port
    Answer first = call(FakeCall.post(REPORT.formatted(""), "balancers", "b1"));
    first.says(
        "\"app\":\"web\"",
        "{\"host\":\"web.localhost\",\"path\":\"/\",\"strip\":false}",
        "{\"host\":\"\",\"path\":\"/web/\",\"strip\":true}");
    String version = first.text().replaceAll(".*\"version\":\"([0-9a-f]+)\".*", "$1");
    Answer same = call(FakeCall.post(REPORT.formatted(version), "balancers", "b1"));
    assertEquals("{\"version\":\"" + version + "\"}", same.text());
    call(FakeCall.get("apps", "web"))
        .says(
            "\"url\":\"http://web.localhost:8080/\"",
            "10, 1 errors, 3 retried; answered within 1 ms (half), 2 ms (99 %)");
    call(FakeCall.get("metrics"))
        .says(
            "cuesta_app_requests_total{app=\"web\",status=\"2xx\"} 8\n",
            "cuesta_app_failures_total{app=\"web\"} 1\n",
            "cuesta_app_latency_seconds_bucket{app=\"web\",le=\"0.002\"} 10\n",
            "cuesta_app_latency_seconds_bucket{app=\"web\",le=\"+Inf\"} 10\n",
            "cuesta_app_latency_seconds_sum{app=\"web\"} 0.012\n");
    call(FakeCall.get("balancers")).says("\"id\":\"b1\"", "\"connections\":2");
    for (String bad : List.of("", "[]", "{}", REPORT.replace("[0,8,0,1,1]", "[1]"))) {
      assertEquals(400, call(FakeCall.post(bad, "balancers", "b1")).status(), bad);
    }
    assertEquals(400, call(FakeCall.post(REPORT.formatted(""), "balancers", "a b")).status());
  }
}
