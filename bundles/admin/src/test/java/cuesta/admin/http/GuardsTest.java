package cuesta.admin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.admin.Calls;
import cuesta.admin.Calls.Said;
import cuesta.admin.FakeMaster;
import cuesta.admin.resource.Services;
import cuesta.api.Principal;
import cuesta.api.auth.Authenticator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
  private static final String KILL = "{\"task\":\"t\",\"framework\":\"f\"}";

  private final Services services = new Services();
  private final FakeMaster master = new FakeMaster();
  private final Calls calls = new Calls(services);

  @BeforeEach
  void master() {
    services.masters().add(master);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:5050",
        "127.0.0.1:5050",
        "127.9.9.9",
        "[::1]:5050",
        "[0:0:0:0:0:0:0:1]",
        "cuesta.example:80",
        "10.1.2.3:5050"
      })
  void ourNamesAreLetIn(String host) {
    assertEquals(200, calls.call("GET", "/agents", "", "host", host).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:5050",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.1.2.4",
        "[::2]",
        ":5050",
        "127.0.0.1@evil"
      })
  void foreignNamesAreNotEvenForHealth(String host) {
    for (String path : List.of("/health", "/agents", "/slave(1)/state", "/run")) {
      Said said = calls.call("GET", path, "", "host", host);
      assertEquals(403, said.status(), path);
      assertTrue(said.body().contains("\"code\":\"FORBIDDEN\",\"subject\":\"Host\""), said.body());
    }
    assertEquals(
        403,
        calls
            .call("POST", "/kill", KILL, "host", host, "content-type", "application/json")
            .status());
    assertEquals(List.of(), master.operations());
  }

  @Test
  void withoutAHostNothingIsAnswered() {
    assertEquals(403, calls.call("GET", "/health", "", "host", "").status());
  }

  @Test
  void onlyHealthAndLeaderAreOpen() {
    for (String path : List.of("/health", "/leader")) {
      assertEquals(200, calls.call("GET", path, "", "authorization", "").status(), path);
    }
    for (String path : List.of("/", "/agents", "/tasks", "/events", "/nothing", "/run", "/kill")) {
      Said said = calls.call("GET", path, "", "authorization", "");
      assertEquals(401, said.status(), path);
      assertEquals("Bearer", said.headers().get("WWW-Authenticate"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer 00fe", "Bearer", "Bearer ", "Basic 00ff", "00ff", "Bearer 00ff0"})
  void wrongKeysAreRefused(String header) {
    assertEquals(401, calls.call("GET", "/agents", "", "authorization", header).status());
  }

  @Test
  void theKeyIsNotPartOfAnyAnswer() {
    assertFalse(calls.call("GET", "/agents", "", "authorization", "x").body().contains(Calls.KEY));
  }

  @Test
  void whomTheAuthenticatorKnowsMayCall() {
    Authenticator authenticator =
        headers ->
            headers.getOrDefault("x-user", List.of()).stream().findFirst().map(Principal::of);
    services.authenticator(Optional.of(authenticator));
    Said said =
        calls.call(
            "POST",
            "/kill",
            KILL,
            "authorization",
            "",
            "x-user",
            "ann",
            "content-type",
            "application/json");
    assertEquals(200, said.status());
    assertEquals(List.of("ann KILL_TASK {framework=f, task=t}"), master.operations());
    assertEquals(401, calls.call("GET", "/agents", "", "authorization", "").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void whatAForeignPageMayPostIsRefused(String type) {
    Said said = calls.call("POST", "/kill", KILL, "content-type", type);
    assertEquals(415, said.status());
    assertEquals(List.of(), master.operations());
  }

  @Test
  void aCharsetDoesNoHarm() {
    Said said =
        calls.call("POST", "/kill", KILL, "content-type", "Application/JSON; charset=utf-8");
    assertEquals(200, said.status(), said.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "TRACE", "HEAD", "PROPFIND"})
  void otherMethodsAreRefused(String method) {
    Said said = calls.call(method, "/agents", "");
    assertEquals(405, said.status());
    assertFalse(said.headers().keySet().stream().anyMatch(name -> name.startsWith("Access-")));
  }

  @Test
  void aPathHasItsMethods() {
    assertEquals(405, calls.get("/kill").status());
    Said said = calls.post("/agents", "{}");
    assertEquals(405, said.status());
    assertEquals("GET", said.headers().get("Allow"));
  }

  @Test
  void longBodiesAreCutOff() {
    String body = "{\"task\":\"" + "t".repeat(1 << 20) + "\"}";
    assertEquals(413, calls.post("/kill", body).status());
  }

  @Test
  void malformedJsonSaysWhere() {
    Said said = calls.post("/kill", "{\"task\":\n  oops}");
    assertEquals(400, said.status());
    assertTrue(said.body().contains("line 2, column"), said.body());
    for (String bad :
        List.of("", "[]", "{", "{\"task\":\"a\"} x", "{\"task\":1}", "{\"task\":{}}")) {
      Said refused = calls.post("/kill", bad);
      assertEquals(400, refused.status(), bad);
      assertTrue(refused.body().contains("\"code\":\"INVALID\""), refused.body());
    }
    assertEquals(List.of(), master.operations());
  }

  @Test
  void unknownKeysAndParametersNameTheClosest() {
    assertTrue(calls.post("/kill", "{\"tsak\":\"t\"}").body().contains("did you mean 'task'?"));
    assertTrue(calls.get("/tasks?al=true").body().contains("did you mean 'all'?"));
    assertEquals(400, calls.get("/tasks?al=true").status());
    assertEquals(400, calls.get("/tasks?all=yes").status());
    assertEquals(400, calls.get("/events?after=x").status());
    assertEquals(400, calls.get("/events?after=-1").status());
    assertEquals(400, calls.get("/tasks?id=%zz").status());
    assertTrue(calls.get("/agent").body().contains("did you mean 'agents'?"));
  }
}
