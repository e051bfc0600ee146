package cuesta.cli;

import static cuesta.cli.FakeMaster.complete;
import static cuesta.cli.FakeMaster.file;
import static cuesta.cli.FakeMaster.json;
import static cuesta.cli.FakeMaster.ok;
import static cuesta.cli.FakeMaster.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CommandsTest {
  private final FakeMaster master = new FakeMaster();
  private Path home;
  private Invocation cuesta;

  @BeforeEach
  void home(@TempDir Path home) throws IOException {
    this.home = home;
    cuesta = new Invocation(home).env("CUESTA_MASTER", master.url());
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private static String task(String more) {
    return "{\"time\":\"2026-01-01T00:01:00Z\",\"tasks\":[{\"id\":\"t1\",\"framework\":\"f\","
               + "\"framework_name\":\"run\",\"state\":\"RUNNING\",\"name\":\"n\\u001b[2J\",\"agent\":\"m-S0\","
               + "\"resources\":{\"cpus\":0.5,\"mem\":32},\"accepted\":\"2026-01-01T00:00:00Z\""
        + more
        + "}]}";
  }

  @Test
  void psShowsTasksAndRunsThatWait() {
    master
        .on("GET /tasks", ok(task("")))
        .on(
            "GET /run",
            ok(
                "[{\"id\":\"run-2\",\"state\":\"WAITING\",\"waiting\":["
                    + reason("RESOURCES_SHORT", "needs 1 cpu")
                    + "]},{\"id\":\"run-1\",\"state\":\"RUNNING\"}]"));
    assertEquals(0, cuesta.run("ps"));
    assertEquals(
        """
        TASK   NAME   STATE    EXIT  FRAMEWORK  AGENT  CPUS  MEM  AGE  WHY
        t1     n?[2J  RUNNING  -     run        m-S0   0.5   32   60s  -
        run-2  -      WAITING  -     run        -      -     -    -    RESOURCES_SHORT: needs 1 cpu
        """,
        cuesta.out());
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, '\"healthy\":true,\"ready\":true', 'RUNNING  '",
    "RUNNING, '\"healthy\":true,\"ready\":false', 'RUNNING (not ready)  '",
    "RUNNING, '\"ready\":false', 'RUNNING (not ready)  '",
    "RUNNING, '\"healthy\":false,\"ready\":true', 'RUNNING (unhealthy)  '",
    "KILLED, '\"healthy\":false,\"ready\":false', 'KILLED  '"
  })
  void psSaysWhatChecksComplainOf(String state, String checks, String shown) {
    master
        .on("GET /tasks", ok(task("," + checks).replace("RUNNING", state)))
        .on("GET /run", ok("[]"));
    assertEquals(0, cuesta.run("ps"));
    assertTrue(cuesta.out().contains(shown), cuesta.out());
  }

  @Test
  void frameworksShowWhoGetsHowMuchAndWhyNotMore() {
    String framework =
        "{\"id\":\"f-%d\",\"name\":\"%s\",\"connected\":%s,\"tasks\":2,\"roles\":[{\"role\":\"a\","
            + "\"suppressed\":%s},{\"role\":\"b\",\"suppressed\":true}],\"demand\":[\"cpus:1;mem:32\"],"
            + "\"used\":{\"cpus\":0.5},\"offered\":{},\"share\":%s,\"share_of\":%s,\"reasons\":[%s]}";
    String why =
        reason("RESOURCES_SHORT", "needs 1 cpus more").replace("\"\",\"detail", "\"f-1\",\"detail");
    master.on(
        "GET /frameworks",
        ok(
            "{\"frameworks\":["
                + framework.formatted(1, "cron", true, false, "0.12345", "\"cpus\"", why)
                + ","
                + framework.formatted(2, "run", true, true, "0.0", "null", "")
                + ","
                + framework.formatted(3, "web", false, false, "0.0", "null", "")
                + "]}"));
    assertEquals(0, cuesta.run("frameworks"));
    assertEquals(
        """
        NAME  STATE         ROLES              SHARE          TASKS  USED      OFFERED  WANTS          FRAMEWORK
        cron  wants offers  a, b (suppressed)  12.3% of cpus  2      cpus:0.5  -        cpus:1;mem:32  f-1
        run   suppressed    a, b               0.0%           2      cpus:0.5  -        -              f-2
        web   disconnected  a, b (suppressed)  0.0%           2      cpus:0.5  -        cpus:1;mem:32  f-3
        cron:
          RESOURCES_SHORT: needs 1 cpus more
        """,
        cuesta.out());
    assertEquals("GET /frameworks?explain=true", master.calls().getLast());
  }

  @Test
  void tablesEndWhereTheTerminalEnds() {
    master.on("GET /tasks", ok(task("")));
    cuesta.env("COLUMNS", "20").run("ps");
    cuesta.out().lines().forEach(line -> assertTrue(line.length() <= 20, line));
  }

  @Test
  void programsGetJson() {
    master.on("GET /agents", ok("{\"term\":1,\"agents\":[]}"));
    assertEquals(0, cuesta.run("--json", "agents"));
    assertEquals(0, cuesta.run("agents", "--json"));
    assertEquals("{\"term\":1,\"agents\":[]}\n".repeat(2), cuesta.out());
  }

  @Test
  void logsShowAFileOrFollowIt() {
    master
        .on(
            "GET /tasks",
            ok(task(",\"url\":\"" + master.url() + "/slave(1)\",\"sandbox\":\"box\"")))
        .on(
            "GET /slave(1)/files/read",
            call -> {
              call.getResponseHeaders().set("X-Length", "2");
              file("ab").to(call);
            },
            file("ab"),
            complete(2))
        .on("GET /slave(1)/files/follow", file("ab"));
    assertEquals(0, cuesta.run("logs", "t1"));
    assertEquals(0, cuesta.run("logs", "-f", "--stderr", "t1"));
    assertEquals("abab", cuesta.out());
    assertTrue(master.calls().stream().anyMatch(call -> call.contains("follow?path=box%2Fstderr")));
  }

  private String ended(String id, String task) {
    return "{\"id\":\"%s\",\"task\":\"%s\",\"state\":\"FAILED\",\"exit\":3,\"ended\":\"t\","
            .formatted(id, task)
        + "\"created\":\"2026-01-01T00:00:00Z\",\"reason\":"
        + reason("COMMAND_FAILED", "exited")
        + ",\"agent\":\"m-S0\",\"url\":\""
        + master.url()
        + "/slave(1)\",\"sandbox\":\"box\"}";
  }

  @Test
  void runsThatEndedUnderAFormerLeaderAreFound() {
    master
        .on("GET /tasks", ok(task("")))
        .on("GET /run", ok("[" + ended("t1", "t1") + "," + ended("run-2", "run-2.3") + "]"));
    assertEquals(0, cuesta.run("ps", "--all"));
    assertEquals(
        """
        TASK     NAME   STATE    EXIT  FRAMEWORK  AGENT  CPUS  MEM  AGE  WHY
        run-2.3  -      FAILED   3     run        m-S0   -     -    60s  COMMAND_FAILED: exited
        t1       n?[2J  RUNNING  -     run        m-S0   0.5   32   60s  -
        """,
        cuesta.out());
  }

  @Test
  void theirOutputIsShownUntilItIsSwept() {
    master
        .on("GET /tasks", ok("{\"tasks\":[]}"))
        .on("GET /run/run-2", ok(ended("run-2", "run-2.3")))
        .on("GET /slave(1)/files/read", file("ab"))
        .on(
            "GET /slave(1)/files/browse",
            ok("{}"),
            ok("{}"),
            json(404, reason("UNKNOWN", "there is no such file")));
    assertEquals(0, cuesta.run("logs", "run-2"));
    assertEquals(0, cuesta.run("logs", "run-2.3"));
    assertEquals("abab", cuesta.out());
    assertEquals(1, cuesta.run("logs", "-f", "run-2"));
    assertEquals(1, cuesta.run("logs", "run-2.1"));
    assertEquals(1, cuesta.run("logs", "nothing"));
    assertEquals(
        """
        cuesta logs: run-2 is FAILED; what it wrote is gone: its agent has swept its sandbox, as it was old or the disk full
        cuesta logs: no task run-2.1 is known; 'cuesta ps --all' lists them
        cuesta logs: no task nothing is known; 'cuesta ps --all' lists them
        """,
        cuesta.err());
  }

  @Test
  void aRunThatWaitsHasNoOutputYet() {
    master
        .on("GET /tasks", ok("{\"tasks\":[]}"))
        .on("GET /run/run-2", ok("{\"id\":\"run-2\",\"state\":\"WAITING\"}"));
    assertEquals(1, cuesta.run("logs", "run-2"));
    assertEquals("cuesta logs: run-2 is WAITING; no output yet\n", cuesta.err());
  }

  @Test
  void aTaskThatWasRefusedHasNoOutput() {
    master.on(
        "GET /tasks",
        ok(
            "{\"tasks\":[{\"id\":\"t1\",\"state\":\"ERROR\",\"sandbox\":\"box\",\"url\":\"%s/slave(1)\"}]}"
                .formatted(master.url())));
    assertEquals(1, cuesta.run("logs", "t1"));
    assertEquals("cuesta logs: t1 is ERROR; it never ran, so it has no output\n", cuesta.err());
    assertEquals("GET /tasks?all=true&id=t1", master.calls().getLast());
  }

  @Test
  void killTakesRunsAndTasks() {
    master.on("POST /kill", ok("{}"));
    assertEquals(0, cuesta.run("kill", "t1"));
    assertEquals("POST /kill {\"task\":\"t1\"}", master.calls().getLast());
    assertEquals(1, cuesta.run("kill", "t1", "--grace", "3s"));
    master.on("POST /run/run-1/kill", ok("{}"));
    assertEquals(0, cuesta.run("kill", "run-1", "--grace", "3s"));
    assertEquals("POST /run/run-1/kill {\"grace\":\"3s\"}", master.calls().getLast());
  }

  @Test
  void followedEventsGoOnWhereTheyStopped() {
    String event = "{\"number\":%d,\"time\":\"t\",\"kind\":\"task.running\",\"subject\":\"t1\"}\n";
    master.on(
        "GET /events",
        ok(event.formatted(1) + "\n" + event.formatted(2)),
        json(503, reason("NOT_LEADER", "nobody")),
        ok(event.formatted(5)),
        ok("nonsense"));
    assertEquals(1, cuesta.run("events", "--follow"));
    assertEquals(
        "1  t  task.running  t1\n2  t  task.running  t1\n5  t  task.running  t1\n", cuesta.out());
    assertEquals("GET /events?follow=true&after=5", master.calls().getLast());
  }

  @Test
  void healthIsAStatusToo() {
    master.on(
        "GET /health",
        ok("{\"leading\":true,\"term\":3,\"leader\":{\"url\":\"http://h:1\"},\"reasons\":[]}"),
        ok("{\"leading\":false,\"term\":3,\"leader\":null,\"lost\":null,\"reasons\":[]}"),
        ok(
            "{\"leading\":false,\"term\":4,\"leader\":{\"url\":\"http://i:1\"},\"lost\":"
                + reason("NOT_LEADER", "term 3 is over")
                + ",\"reasons\":[]}"));
    assertEquals(0, cuesta.run("health"));
    assertEquals(1, cuesta.run("health"));
    assertEquals(0, cuesta.run("health"), "a standby that led before is healthy");
    assertEquals(
        "the leader is http://h:1, term 3 (the master asked)\n"
            + "nobody leads\n"
            + "the leader is http://i:1, term 4\n"
            + "the master asked led before: NOT_LEADER: term 3 is over\n",
        cuesta.out());
  }

  @Test
  void aRefusedKeySaysWhereItCameFrom() throws IOException {
    Files.writeString(home.resolve(".cuesta/cluster.key"), "wrong");
    assertEquals(1, cuesta.run("ps"));
    assertEquals(
        "cuesta ps: UNAUTHENTICATED: the key is not this cluster's; the key was read from "
            + home.resolve(".cuesta/cluster.key")
            + "; --cluster-key FILE names another\n",
        cuesta.err());
  }

  @Test
  void theKeyOfADevClusterHereComesFirst() throws IOException {
    Files.writeString(home.resolve(".cuesta/cluster.key"), "wrong");
    Files.createDirectories(home.resolve("elsewhere/.cuesta"));
    Files.writeString(home.resolve("elsewhere/.cuesta/cluster.key"), FakeMaster.KEY);
    master.on("GET /tasks", ok("{\"tasks\":[]}"));
    assertEquals(0, cuesta.run("ps"));
  }

  @Test
  void aMissingMasterSaysWhatToStart() {
    String url = master.url();
    master.close();
    assertEquals(1, cuesta.run("ps"));
    assertTrue(
        cuesta.err().startsWith("cuesta ps: nothing answers at " + url)
            && cuesta.err().contains("cuesta dev"),
        cuesta.err());
  }

  @Test
  void typosAreRecognised() {
    assertEquals(125, cuesta.run("run", "--detatch", "true"));
    assertEquals(2, cuesta.run("pss"));
    assertEquals(2, cuesta.run("kill"));
    assertEquals(1, cuesta.run("ps", "--master", "zk://x/y"));
    assertEquals(
        """
        cuesta run: unknown option '--detatch'; did you mean '--detach'?
        cuesta: unknown command 'pss'; did you mean 'ps'?
        cuesta kill: TASK is missing; 'cuesta kill --help' shows what there is
        cuesta ps: --master 'zk://x/y' is not an address; use host:port or http://host:port
        """,
        cuesta.err());
  }

  @Test
  void everyCommandHasHelp() {
    assertEquals(0, cuesta.run("--help"));
    for (String line : cuesta.out().lines().toList()) {
      if (line.startsWith("  ")) {
        assertEquals(0, cuesta.run("help", line.strip().split(" ")[0]), line);
      }
    }
    assertEquals("", cuesta.err());
  }

  @Test
  void helpOfTheCommandThatIsRunIsItsOwn() {
    master.on("POST /run", json(201, "{\"id\":\"run-1\"}"));
    assertEquals(0, cuesta.run("run", "--detach", "ls", "--help"));
    assertEquals("run-1\n", cuesta.out());
  }
}
