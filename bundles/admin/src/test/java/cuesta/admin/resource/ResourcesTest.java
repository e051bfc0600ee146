package cuesta.admin.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.admin.Calls;
import cuesta.admin.Calls.Said;
import cuesta.admin.FakeMaster;
import cuesta.admin.IdleAgent;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskState;
import cuesta.api.cluster.AgentView;
import cuesta.api.front.Deployments;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import cuesta.api.resources.Resources;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeCluster;
import cuesta.contracts.allocator.views.FakeFramework;
import cuesta.contracts.allocator.views.FakeFramework.Usage;
import cuesta.contracts.allocator.views.FakeOffer;
import cuesta.contracts.allocator.views.FakeRole;
import cuesta.contracts.allocator.views.FakeTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private static final String HEAD =
      "{\"term\":1,\"version\":1,\"time\":\"1970-01-01T00:00:00.001Z\",";

  private final Services services = new Services();
  private final FakeMaster master = new FakeMaster();
  private final Calls calls = new Calls(services);

  @BeforeEach
  void master() {
    services.masters().add(master);
  }

  private static FakeAgent agent(FakeTask... tasks) {
    return FakeAgent.of("m-S0", "cpus:4;mem:1024").withTasks(tasks);
  }

  private static FakeTask task(String id, String framework, TaskState state) {
    return FakeTask.of(id, framework, "m-S0", state).withName("name \"of\" " + id);
  }

  @Test
  void healthTellsWhoLeadsAndWhatIsWrong() {
    assertEquals(
        "{\"leading\":true,\"term\":7,\"leader\":{\"id\":\"id\",\"term\":7,"
            + "\"url\":\"http://127.0.0.1:5050\",\"host\":\"127.0.0.1\",\"port\":5050,"
            + "\"link_port\":5060,\"version\":\"0.1\"},\"lost\":null,\"reasons\":[{\"code\":\"NO_AGENTS\","
            + "\"subject\":\"\",\"detail\":\"none\",\"hint\":\"\"}],\"refused\":{\"former.calls\":3}}",
        calls.get("/health").body());
    master.lost(Reason.of(Reasons.NOT_LEADER, "", "term 7 is over"));
    String lost =
        "\"lost\":{\"code\":\"NOT_LEADER\",\"subject\":\"\",\"detail\":\"term 7 is over\"";
    assertTrue(calls.get("/health").body().contains(lost));
    services.agents().add(new IdleAgent());
    String refused = "\"refused\":{\"former.calls\":3,\"lower.term\":2}}";
    assertTrue(calls.get("/health").body().endsWith(refused));
    master.nobodyLeads();
    Said said = calls.get("/health");
    assertEquals(200, said.status());
    assertTrue(said.body().startsWith("{\"leading\":false,\"term\":0,\"leader\":null,"));
  }

  @Test
  void agentsShowExactResources() {
    master.show(
        FakeCluster.EMPTY.with(
            FakeAgent.of("m-S0", "cpus:4;cpus(web):1.5;mem:1024;ports:[31000-31009];zones:{a,b}")
                .with(Resources.parse("cpus:0.1"), Resources.NONE)));
    String body = calls.get("/agents").body();
    assertTrue(body.startsWith(HEAD + "\"agents\":[{\"id\":\"m-S0\","), body);
    assertTrue(
        body.contains(
            "\"total\":{\"cpus\":4,\"cpus(web)\":1.5,\"mem\":1024,"
                + "\"ports\":\"[31000-31009]\",\"zones\":[\"a\",\"b\"]},\"used\":{\"cpus\":0.1}"),
        body);
  }

  @Test
  void frameworksRolesAndOffersAreLists() {
    master.show(
        FakeCluster.EMPTY
            .with(FakeFramework.of("f", "web", "cpus:1").withName("run"))
            .with(FakeRole.of("web", 2))
            .showing(FakeOffer.of("o", "f", "m-S0", "cpus:1")));
    String frameworks = calls.get("/frameworks").body();
    assertTrue(frameworks.contains("\"id\":\"f\",\"name\":\"run\""), frameworks);
    assertTrue(frameworks.contains("\"demand\":[\"cpus:1\"]"), frameworks);
    String roles = calls.get("/roles/").body();
    assertTrue(roles.contains("{\"role\":\"web\",\"weight\":2.0,\"guarantee\":{},\"limit\":null"));
    assertTrue(calls.get("/offers").body().contains("\"resources\":{\"cpus\":1}"));
    assertEquals(404, calls.get("/offers/o").status());
  }

  @Test
  void frameworksShowTheirShareAndIfAskedWhyItIsNoMore() {
    Usage held = new Usage(Resources.parse("cpus:1;mem:256"), Resources.parse("mem:256"));
    master.show(
        FakeCluster.EMPTY
            .with(
                agent(),
                FakeAgent.of("m-S1", "cpus:4;mem:1024").withState(AgentView.DISCONNECTED),
                FakeAgent.of("m-S2", "cpus:40").withState(AgentView.UNREACHABLE))
            .with(
                FakeFramework.of("f", "web").withUsage(new RoleId("web"), held, 1),
                FakeFramework.of("idle", "web")));
    String plain = calls.get("/frameworks").body();
    assertTrue(plain.contains("\"tasks\":1,\"share\":0.25,\"share_of\":\"mem\"}"), plain);
    assertTrue(plain.contains("\"tasks\":0,\"share\":0.0,\"share_of\":null}"), plain);
    String explained = calls.get("/frameworks?explain=true").body();
    assertTrue(
        explained.contains("\"share_of\":\"mem\",\"reasons\":[{\"code\":\"SUPPRESSED\","),
        explained);
    assertEquals(400, calls.get("/frameworks?explian=true").status());
  }

  @Test
  void tasksSayWhatTheirChecksSayAndNothingWithoutChecks() {
    FakeTask task = task("t1", "f", TaskState.RUNNING);
    master.show(FakeCluster.EMPTY.with(agent(task)));
    String plain = calls.get("/tasks").body();
    assertTrue(!plain.contains("healthy") && !plain.contains("ready"), plain);
    master.show(FakeCluster.EMPTY.with(agent(task.checked(true, false))));
    String checked = calls.get("/tasks").body();
    assertTrue(checked.contains("\"exit\":null,\"healthy\":true,\"ready\":false,"), checked);
  }

  @Test
  void tasksAreFilteredAndEndedOnesComeOnRequest() {
    FakeTask one = task("t1", "f", TaskState.RUNNING);
    FakeTask other = task("t2", "g", TaskState.FINISHED);
    master.show(
        FakeCluster.EMPTY
            .with(agent(one, other))
            .with(FakeFramework.of("f", "*").withName("run"))
            .ended(task("t0", "f", TaskState.FAILED)));
    String live = calls.get("/tasks").body();
    assertTrue(
        live.contains(
            "\"id\":\"t1\",\"framework\":\"f\",\"framework_name\":\"run\",\"agent\":\"m-S0\","
                + "\"url\":\"http://127.0.0.1:5051/m-S0\",\"sandbox\":\"slaves/m-S0/runs/t1\""),
        live);
    assertTrue(live.contains("\"name\":\"name \\\"of\\\" t1\""), live);
    assertTrue(!live.contains("t2") && !live.contains("t0"), live);
    String all = calls.get("/tasks?all=true").body();
    assertTrue(all.indexOf("t0") < all.indexOf("t1") && all.contains("t2"), all);
    assertTrue(calls.get("/tasks?id=t9").body().endsWith("\"tasks\":[]}"));
    assertTrue(!calls.get("/tasks?framework=g&all=true").body().contains("t1"));
  }

  @Test
  void aStandbySendsCallersToTheLeader() {
    master.leads(false, "cuesta-2", 5051);
    Said said = calls.get("/tasks?all=true&id=a%20b");
    assertEquals(307, said.status());
    assertEquals("http://cuesta-2:5051/tasks?all=true&id=a%20b", said.headers().get("Location"));
    assertEquals(307, calls.post("/kill", "{\"task\":\"t\",\"framework\":\"f\"}").status());
    assertEquals(307, calls.get("/run/run-1").status());
    assertEquals(List.of(), master.operations());
  }

  @Test
  void withoutALeaderCallersComeAgain() {
    master.nobodyLeads();
    Said said = calls.get("/agents");
    assertEquals(503, said.status());
    assertEquals("1", said.headers().get("Retry-After"));
    master.leads(false, "127.0.0.1", 5050);
    assertEquals(503, calls.get("/agents").status(), "not sent to itself while it loads");
  }

  @Test
  void aProcessWithoutAMasterSaysSo() {
    services.masters().clear();
    services.agents().add(new IdleAgent());
    assertEquals(404, calls.get("/agents").status());
    assertEquals(200, calls.get("/health").status());
    assertEquals(404, calls.get("/run").status());
  }

  /** A caller of a master that is restarted must not take it for an answer. */
  @Test
  void aProcessThatBeginsOrEndsAsksToTryAgain() {
    services.masters().clear();
    for (String path : List.of("/agents", "/run", "/run/1")) {
      assertEquals(503, calls.get(path).status(), path);
      assertTrue(calls.get(path).body().startsWith("{\"code\":\"NOT_LEADER\""), path);
    }
    assertEquals(200, calls.get("/health").status());
  }

  @Test
  void explainKnowsFrameworksByNameAndTasksThatWait() {
    master.show(
        FakeCluster.EMPTY
            .with(FakeFramework.of("f", "*").withName("run"))
            .with(agent(task("t1", "f", TaskState.RUNNING))));
    assertTrue(calls.get("/explain/run").body().startsWith("{\"kind\":\"framework\",\"id\":\"f\""));
    assertTrue(calls.get("/explain/waiting").body().contains("RESOURCES_SHORT"));
    assertEquals(
        "{\"kind\":\"task\",\"id\":\"t1\",\"state\":\"RUNNING\",\"reasons\":[]}",
        calls.get("/explain/t1").body());
    assertEquals(404, calls.get("/explain/nobody").status());
    assertEquals(404, calls.get("/explain").status());
  }

  @Test
  void killFindsTheFrameworkIfThereIsOnlyOne() {
    FakeTask one = task("t1", "f", TaskState.RUNNING);
    FakeTask twin = task("t1", "g", TaskState.RUNNING);
    FakeTask ended = task("t2", "g", TaskState.FAILED);
    master.show(FakeCluster.EMPTY.with(agent(one, ended)));
    assertEquals(200, calls.post("/kill", "{\"task\":\"t1\"}").status());
    assertEquals(List.of("operator KILL_TASK {framework=f, task=t1}"), master.operations());
    assertEquals(404, calls.post("/kill", "{\"task\":\"t2\"}").status());
    master.show(FakeCluster.EMPTY.with(agent(one, twin)));
    Said said = calls.post("/kill", "{\"task\":\"t1\"}");
    assertEquals(409, said.status());
    assertTrue(said.body().contains("f, g"), said.body());
    assertEquals(400, calls.post("/kill", "{\"task\":\"a/b\"}").status());
  }

  @Test
  void operateHandsOverAndTellsRefusals() {
    String weight = "{\"kind\":\"SET_WEIGHT\",\"arguments\":{\"role\":\"web\",\"weight\":2}}";
    assertEquals(200, calls.post("/operate", weight).status());
    assertEquals(List.of("operator SET_WEIGHT {role=web, weight=2}"), master.operations());
    Said said = calls.post("/operate", "{\"kind\":\"UNHEARD_OF\"}");
    assertEquals(400, said.status());
    assertTrue(said.body().contains("OPERATION_UNKNOWN"));
    assertEquals(400, calls.post("/operate", "{}").status());
  }

  @Test
  void pluginsShowCandidatesFilesAndHistory() {
    services.slots().add(new FakeSlots());
    services.deployments(Optional.of(new FakeDeployments()));
    String body = calls.get("/plugins").body();
    assertTrue(body.contains("\"slot\":\"allocator\",\"name\":\"drf\""), body);
    assertTrue(body.contains("\"file\":\"bad.jar\""), body);
    assertTrue(body.contains("\"history\":[\"drf → fifo\"]"), body);
  }

  @Test
  void eventsAreNumberedAndResumed() {
    master.show(FakeCluster.EMPTY.withEvents(3));
    String body = calls.get("/events?after=2").body();
    assertTrue(body.contains("\"number\":3") && !body.contains("\"number\":2"), body);
  }

  private record FakeSlots() implements Slots {
    @Override
    public List<PluginView> candidates() {
      return List.of(
          new PluginView(
              "master",
              "allocator",
              "drf",
              "cuesta.allocator.drf",
              "0.1.0",
              30,
              "",
              PluginView.CURRENT,
              Instant.EPOCH,
              List.of()));
    }

    @Override
    public List<Reason> health() {
      return List.of();
    }

    @Override
    public AutoCloseable watch(Consumer<PluginView> watcher) {
      return () -> {};
    }
  }

  private record FakeDeployments() implements Deployments {
    @Override
    public List<Deployment> deployments() {
      return List.of(
          new Deployment(
              "bad.jar",
              "00",
              "",
              "",
              -1,
              "REFUSED",
              Instant.EPOCH,
              Optional.of(Reason.of("BUNDLE_CORRUPT", "bad.jar", "no manifest"))));
    }

    @Override
    public List<String> history() {
      return List.of("drf → fifo");
    }
  }
}
