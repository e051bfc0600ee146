package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Web applications as a user runs them. */
class WebIT {
  private static final List<String> NO_FLAGS = List.of();

  @TempDir static Path dir;
  private static Dev dev;

  @BeforeAll
  static void start() throws Exception {
    dev = Dev.start(dir);
  }

  @AfterAll
  static void stop() throws Exception {
    if (dev != null) {
      dev.close();
    }
  }

  @Test
  void threePythonServersAreOneApplication() throws Exception {
    assumeTrue(Servers.has("python3"), "skipped: there is no python3 to serve with");
    WebApp web = dev.app("web");
    List<String> line =
        List.of("sh", "-c", "echo $$ > pid; echo up; exec python3 -m http.server $PORT");
    Result started = web.run(List.of("--instances", "3"), line);
    assertEquals(0, started.status(), started.toString());
    assertTrue(started.out().contains("3 of 3 ready"), started.toString());

    web.awaitAnswer("/", 200, "Directory listing");
    Door.Answer byPath = web.get("127.0.0.1:" + web.port(), "/web/");
    assertEquals(200, byPath.status(), byPath.body());
    assertTrue(web.must("status").out().contains("http://web.localhost:" + web.port() + "/"));
    assertTrue(web.must("logs").out().contains("up\n"));

    String before = tasks(web);
    String pid = web.get("/pid").body().strip();
    new ProcessBuilder("kill", "-9", pid).start().waitFor();
    Await.until("another takes its place", () -> !tasks(web).equals(before), web::status);
    web.awaitReady(1, 3);

    for (int instances : new int[] {5, 2}) {
      web.must("scale", "" + instances);
      web.awaitReady(1, instances);
    }
    delete(web);
  }

  @Test
  void aBrokenVersionGoesBackByItselfAndSaysWhy() throws Exception {
    WebApp app = dev.app("shop");
    WebApp.succeeded(app.run(List.of("-n", "2"), Greeter.command("v1")));
    WebApp.succeeded(app.run(NO_FLAGS, Greeter.command("v2")));
    app.awaitAnswer("/", 200, "hello from v2");

    Result broken = app.run(NO_FLAGS, List.of("sh", "-c", "echo the database is gone >&2; exit 3"));
    assertEquals(1, broken.status(), broken.toString());
    assertTrue(broken.out().contains("  | the database is gone\n"), broken.toString());
    assertTrue(broken.out().contains("version 3 is rolled back: 3 instances"), broken.toString());
    app.awaitReady(2, 2);
    app.awaitAnswer("/", 200, "hello from v2");
    JsonNode status = app.must("status", "--json").json();
    assertEquals("[\"the database is gone\"]", status.path("last-output").toString());
    assertEquals("3", status.path("last-failure").asText().replaceAll(".*status (\\d+).*", "$1"));
    String history = app.must("history").out();
    assertTrue(history.contains("rollback by itself"), history);
    assertTrue(history.contains("3 instances of version 3 failed, none was ever ready"), history);

    app.must("rollback", "--to", "1");
    app.awaitAnswer("/", 200, "hello from v1");
    delete(app);
  }

  @Test
  void aFileIsRefusedWithItsLinePlannedAndDeployed() throws Exception {
    WebApp app = dev.app("filed");
    Path file = dir.resolve("filed.yaml");
    String right = "name: filed\ninstances: 2\ncommand: " + Greeter.command("v1") + "\n";
    Files.writeString(file, right + "drian: 1s\n");
    for (String verb : List.of("plan", "deploy")) {
      Result refused = dev.client().run("app", verb, "-f", file.toString());
      assertNotEquals(0, refused.status());
      assertTrue(refused.err().contains("line 4"), refused.toString());
      assertTrue(refused.err().contains("drain"), refused.toString());
    }
    Files.writeString(file, right);
    Result plan = dev.client().run("app", "plan", "-f", file.toString());
    assertTrue(plan.out().contains("begins with 2 instances"), plan.toString());
    assertTrue(app.status().path("name").isMissingNode(), "a plan does nothing");

    dev.client().run("app", "deploy", "-f", file.toString());
    app.awaitReady(1, 2);
    Files.writeString(file, right.replace("instances: 2", "instances: 3") + "env: {MODE: new}\n");
    plan = dev.client().run("app", "plan", "-f", file.toString());
    assertTrue(
        plan.out().contains("replaces version 1 by version 2; scales from 2 to 3"), plan.out());
    assertTrue(plan.out().contains("MODE=new"), plan.toString());
    app.awaitReady(1, 2);
    delete(app);
  }

  @Test
  void stoppedItRestsAndRestartedItIsBack() throws Exception {
    WebApp app = dev.app("resting");
    WebApp.succeeded(app.run(List.of("-n", "2"), Greeter.command("v1")));
    String before = tasks(app);
    app.must("restart");
    app.awaitReady(1, 2);
    assertNotEquals(before, tasks(app));

    assertTrue(app.must("stop").out().endsWith("resting: stopped\n"));
    app.awaitAnswer("/", 503, "NO_INSTANCE");
    assertTrue(dev.client().run("app", "list").out().contains("stopped"));
    app.must("restart");
    app.awaitAnswer("/", 200, "hello from v1");
    delete(app);
  }

  @Test
  void waitsAsLongAsSomebodyWants() throws Exception {
    WebApp app = dev.app("mute");
    List<String> silent = List.of("sleep", "3600");
    Result late = app.run(List.of("--wait", "1s"), silent);
    assertEquals(1, late.status(), late.toString());
    assertTrue(late.out().contains("0 of 1 ready when the time was up: it runs"), late.out());
    Result detached = app.run(List.of("--detach", "--cpus", "0.2"), silent);
    assertEquals(0, detached.status(), detached.toString());
    assertTrue(detached.out().contains("deploying version 1 to 2"), detached.out());
    delete(app);
  }

  @Test
  void followedLogsGoOnAcrossInstances() throws Exception {
    WebApp app = dev.app("talking");
    WebApp.succeeded(app.run(NO_FLAGS, Greeter.command("v1")));
    try (Program follower = dev.client().start("app", "logs", "-f", app.name())) {
      follower.awaitOut("serving v1");
      WebApp.succeeded(app.run(NO_FLAGS, Greeter.command("v2")));
      follower.awaitOut("serving v2");
      delete(app);
    }
  }

  @Test
  void differentServersSideBySide() throws Exception {
    List<Servers> there = Servers.available(dir);
    for (Servers server : there) {
      WebApp app = dev.app(server.name());
      WebApp.succeeded(app.run(List.of("-n", "2"), server.command()));
    }
    for (Servers server : there) {
      WebApp app = dev.app(server.name());
      app.awaitAnswer("/", 200, "");
      assertEquals(200, app.get("127.0.0.1:" + app.port(), "/" + server.name() + "/").status());
    }
    for (Servers server : there) {
      delete(dev.app(server.name()));
    }
  }

  private static String tasks(WebApp app) {
    return app.status().path("instances").findValuesAsText("task").toString();
  }

  /** Nothing of it is left: no page, no instance, no process, no route. */
  private static void delete(WebApp app) throws Exception {
    app.must("delete");
    Await.until("it is gone", () -> app.status().path("name").isMissingNode(), app::status);
    app.awaitAnswer("/", 404, "NO_ROUTE");
    assertFalse(dev.client().run("app", "list").out().contains(app.name()));
    for (JsonNode task : dev.client().get("/tasks").path("tasks")) {
      assertFalse(task.path("id").asText().startsWith(app.name() + "."), task.toString());
    }
  }
}
