package cuesta.cli;

import static cuesta.cli.FakeMaster.broken;
import static cuesta.cli.FakeMaster.json;
import static cuesta.cli.FakeMaster.ok;
import static cuesta.cli.FakeMaster.reason;
import static cuesta.cli.FakeMaster.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that a framework brings, against a master which serves a description of them. */
@Timeout(60)
class BroughtTest {
  private final FakeMaster master = new FakeMaster();
  private Path home;
  private Invocation cuesta;

  @BeforeEach
  void home(@TempDir Path home) throws IOException {
    this.home = home;
    cuesta = new Invocation(home).env("CUESTA_MASTER", master.url());
    try (InputStream in = BroughtTest.class.getResourceAsStream("descriptor.json")) {
      master.on("GET /cron/cli", ok(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private List<String> calls() {
    return master.calls().stream().filter(call -> !call.endsWith("/cli")).toList();
  }

  @Test
  void aLineBecomesABody() throws IOException {
    Files.createDirectories(home.resolve("elsewhere"));
    Files.writeString(home.resolve("elsewhere/job.sh"), "echo \"hi\"\n");
    master.on("POST /cron/jobs", json(201, "{\"name\":\"tick\",\"next\":\"soon\\u001b[2J\"}"));
    int status =
        cuesta.run(
            "cron",
            "add",
            "tick",
            "-s",
            "@every 2s",
            "--env",
            "A=b=c",
            "--env",
            "D=",
            "--after",
            "x",
            "--after=y",
            "--script",
            "job.sh",
            "--paused",
            "--",
            "date",
            "-u",
            "--env");
    assertEquals("", cuesta.err());
    assertEquals(0, status);
    assertEquals("added tick, next soon?[2J\n", cuesta.out());
    assertEquals(
        List.of(
            "POST /cron/jobs {\"name\":\"tick\",\"command\":[\"date\",\"-u\",\"--env\"],"
                + "\"schedule\":\"@every 2s\",\"env\":{\"A\":\"b=c\",\"D\":\"\"},"
                + "\"after\":[\"x\",\"y\"],\"script\":\"echo \\\"hi\\\"\\n\",\"paused\":true}"),
        calls());
  }

  @Test
  void theRestBeginsWithTheFirstWordAfterTheArgumentsToo() {
    master.on("POST /cron/jobs", ok("{}"));
    assertEquals(0, cuesta.run("cron", "add", "tick", "-s", "x", "date", "-s", "--", "y"));
    assertTrue(calls().getFirst().contains("[\"date\",\"-s\",\"--\",\"y\"]"), calls()::toString);
  }

  @Test
  void anAnswerBecomesATable() {
    master.on(
        "GET /cron/jobs",
        ok(
            "{\"time\":\"2026-01-01T00:05:00Z\",\"jobs\":["
                + "{\"name\":\"a\",\"next\":\"2026-01-01T00:06:00Z\",\"last\":\"2026-01-01T00:00:00Z\","
                + "\"took\":75.5,\"out\":1536},{\"name\":\"b\",\"next\":\"never\",\"took\":\"PT0.25S\"}]}"));
    assertEquals(0, cuesta.run("cron", "list", "--limit", "5", "--old", "--label", "k=v&w"));
    List<String> lines = cuesta.out().lines().toList();
    assertEquals(3, lines.size());
    assertTrue(lines.get(0).matches("NAME +NEXT +LAST +TOOK +OUT"), lines.get(0));
    assertTrue(lines.get(1).matches("a +20\\S+ \\S+ +5m +1m15s +1.5 KiB"), lines.get(1));
    assertTrue(lines.get(2).matches("b +never +- +0.25s +-"), lines.get(2));
    assertEquals(List.of("GET /cron/jobs?label=k%3Dv%26w&limit=5&old=true"), calls());
  }

  @Test
  void anAnswerBecomesFields() {
    master.on(
        "GET /cron/jobs/a b",
        ok("{\"name\":\"a b\",\"next\":null,\"run\":{\"cpus\":1,\"env\":[\"x\",{\"k\":\"v\"}]}}"));
    assertEquals(0, cuesta.run("cron", "show", "a b"));
    assertEquals(
        """
        name: a b
        next: -
        run:
          cpus: 1
          env:
            - x
            -
              k: v
        """,
        cuesta.out());
    assertEquals(List.of("GET /cron/jobs/a%20b"), calls());
  }

  private void show(String prefix, String show, String answer) {
    String command = "{\"name\":\"one\",\"path\":\"one\",\"show\":" + show + "}";
    master.on("GET /" + prefix + "/cli", ok("{\"commands\":[" + command + "]}"));
    master.on("GET /" + prefix + "/one", ok(answer));
    assertEquals(0, cuesta.run(prefix, "one"));
  }

  @Test
  void anAnswerBecomesAPageWithoutWhatIsEmpty() {
    show(
        "page",
        "{\"columns\":[{\"title\":\"NAME\",\"key\":\"name\"},{\"title\":\"NEXT\",\"key\":\"next\"},"
            + "{\"title\":\"TOOK\",\"key\":\"took\",\"format\":\"duration\"},"
            + "{\"title\":\"TAGS\",\"key\":\"tags\"},{\"title\":\"ENV\",\"key\":\"env\"},"
            + "{\"title\":\"COMMAND\",\"key\":\"words\"},{\"title\":\"NO\",\"key\":\"no\"}]}",
        "{\"name\":\"a\\u001b\",\"next\":null,\"took\":75.5,\"tags\":[],"
            + "\"env\":{\"A\":\"b\",\"C\":1},\"words\":[\"x\",\"y z\"],\"more\":1}");
    assertEquals(
        """
        NAME     a?
        TOOK     1m15s
        ENV      A=b
                 C=1
        COMMAND  x
                 y z
        """,
        cuesta.out());
  }

  @Test
  void aLineAboveATableIsNotShownIfItIsEmpty() {
    String show =
        "{\"line\":\"{note}\",\"rows\":\"r\",\"columns\":[{\"title\":\"A\",\"key\":\"a\"}]}";
    show("none", show, "{\"note\":null,\"r\":[{\"a\":1}]}");
    show("some", show, "{\"note\":\"more\",\"r\":[{\"a\":2}]}");
    assertEquals("A\n1\nmore\nA\n2\n", cuesta.out());
  }

  @Test
  void programsGetTheAnswerAsItIs() {
    master.on("GET /cron/jobs", ok("{\"jobs\":[]}"));
    assertEquals(0, cuesta.run("cron", "list", "--json"));
    assertEquals(0, cuesta.run("cron", "--json", "list"));
    assertEquals(0, cuesta.run("--json", "cron", "list"));
    assertEquals("{\"jobs\":[]}\n".repeat(3), cuesta.out());
  }

  @Test
  void theMasterMayBeNamedAnywhere() {
    master.on("GET /cron/jobs", ok("{\"jobs\":[]}")).on("POST /cron/jobs", ok("{}"));
    String url = master.url();
    cuesta.env("CUESTA_MASTER", "http://127.0.0.1:1");
    assertEquals(0, cuesta.run("--master", url, "cron", "list"));
    assertEquals(0, cuesta.run("cron", "--master", url, "list"));
    assertEquals(0, cuesta.run("cron", "list", "--master=" + url));
    assertEquals(
        0, cuesta.run("cron", "add", "t", "-s", "x", "--master", url, "--", "x", "--master", "y"));
    assertTrue(calls().getLast().contains("[\"x\",\"--master\",\"y\"]"), calls()::toString);
  }

  @Test
  void theLeaderIsAskedForOnlyOnce() {
    try (FakeMaster standby = new FakeMaster()) {
      standby.on("GET /cron/cli", FakeMaster.redirect(master.url()));
      master.on("GET /cron/jobs", ok("{\"jobs\":[]}"));
      assertEquals(0, cuesta.run("cron", "list", "--master", standby.url()));
    }
  }

  @Test
  void moreThanAMasterTakesIsNotSent() throws IOException {
    Files.createDirectories(home.resolve("elsewhere"));
    Files.writeString(home.resolve("elsewhere/large"), "x".repeat(17 << 20));
    assertEquals(1, cuesta.run("cron", "add", "t", "-s", "x", "--script", "large", "--", "y"));
    assertTrue(cuesta.err().contains("at most 16777216 are sent"), cuesta.err());
    assertEquals(List.of(), calls());
  }

  @Test
  void theFrameworkMaySayTheStatus() {
    master.on(
        "GET /cron/jobs/a/output",
        ok("{\"output\":\"one\\ntwo\\n\",\"status\":3}"),
        ok("{\"output\":\"\",\"status\":300}"),
        ok("{\"output\":\"\"}"));
    assertEquals(3, cuesta.run("cron", "output", "a"));
    assertEquals("one\ntwo\n", cuesta.out());
    assertEquals(1, cuesta.run("cron", "output", "a", "7"));
    assertEquals(0, cuesta.run("cron", "output", "a"));
    assertEquals("GET /cron/jobs/a/output?run=7", calls().get(1));
  }

  @Test
  void aStreamShowsAsItComes() {
    master.on("GET /cron/jobs/a/logs", ok("bytes\u001b"), call -> broken("abc", 2).to(call));
    assertEquals(0, cuesta.run("cron", "logs", "-f", "a"));
    assertEquals("bytes\u001b", cuesta.out());
    assertEquals("GET /cron/jobs/a/logs?follow=true", calls().getLast());
    assertEquals(1, cuesta.run("cron", "logs", "-f", "a"));
    assertEquals("bytes\u001bab", cuesta.out());
    assertTrue(cuesta.err().startsWith("cuesta cron logs: the answer broke off"), cuesta.err());
  }

  @Test
  void whatTheFrameworkWouldRefuseIsNotSent() {
    assertEquals(2, cuesta.run("cron", "add", "tick", "--", "date"));
    assertEquals(2, cuesta.run("cron", "add", "--schedule", "x", "--", "date"));
    assertEquals(2, cuesta.run("cron", "add", "tick", "--schedule", "x"));
    assertEquals(2, cuesta.run("cron", "add", "t", "-s", "x", "--overlap", "alow", "--", "date"));
    assertEquals(2, cuesta.run("cron", "add", "t", "-s", "x", "--overlap", "zzzzz", "--", "date"));
    assertEquals(2, cuesta.run("cron", "add", "t", "--shedule", "x", "--", "date"));
    assertEquals(2, cuesta.run("cron", "add", "t", "-s", "x", "--env", "A", "--", "date"));
    assertEquals(1, cuesta.run("cron", "add", "t", "-s", "x", "--script", "none", "--", "date"));
    assertEquals(2, cuesta.run("cron", "show", ".."));
    assertEquals(2, cuesta.run("cron", "show", "a/b"));
    assertEquals(2, cuesta.run("cron", "lsit"));
    assertEquals(2, cuesta.run("cron", "show", "a", "b"));
    assertEquals(
        """
        cuesta cron add: option '--schedule' is missing; give it S
        cuesta cron add: NAME is missing; 'cuesta cron add --help' shows what there is
        cuesta cron add: COMMAND is missing; 'cuesta cron add --help' shows what there is
        cuesta cron add: --overlap cannot be 'alow'; did you mean 'allow'?
        cuesta cron add: --overlap cannot be 'zzzzz'; use allow, forbid
        cuesta cron add: unknown option '--shedule'; did you mean '--schedule'?
        cuesta cron add: --env 'A' has no name and value; give K=V
        cuesta cron add: --script: HERE/none cannot be read: no such file
        cuesta cron show: name must not be '..'; give a name
        cuesta cron show: name is 'a/b'; give a name without slashes
        cuesta: unknown command 'cron lsit'; did you mean 'list'?
        cuesta cron show: unexpected argument 'b'; 'cuesta cron show --help' shows what there is
        """,
        cuesta.err().replace(home.resolve("elsewhere").toString(), "HERE"));
    assertEquals(List.of(), calls());
  }

  @Test
  void aFileThatIsNoneIsRefusedInWords() throws IOException {
    Files.createDirectories(home.resolve("elsewhere"));
    Files.write(home.resolve("elsewhere/bytes"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertEquals(1, cuesta.run("cron", "add", "t", "-s", "x", "--script", ".", "--", "date"));
    assertEquals(1, cuesta.run("cron", "add", "t", "-s", "x", "--script", "bytes", "--", "date"));
    assertEquals(
        """
        cuesta cron add: --script: HERE/. cannot be read: it is a directory
        cuesta cron add: --script: HERE/bytes cannot be read: it is no text in UTF-8
        """,
        cuesta.err().replace(home.resolve("elsewhere").toString(), "HERE"));
    assertEquals(List.of(), calls());
  }

  @Test
  void whatOnlyTheFrameworkCanJudgeIsItsReason() {
    master.on("DELETE /cron/jobs/a", json(404, reason("UNKNOWN", "no such job")), ok(""));
    assertEquals(1, cuesta.run("cron", "delete", "a"));
    assertEquals("cuesta cron delete: UNKNOWN: no such job\n", cuesta.err());
    assertEquals(0, cuesta.run("cron", "delete", "a"));
    assertEquals("", cuesta.out());
  }

  @Test
  void aChangeThatWasNotAnsweredMayHaveHappened() {
    master.on("POST /cron/jobs", silence());
    assertEquals(1, cuesta.run("cron", "add", "t", "-s", "x", "--", "date"));
    assertTrue(cuesta.err().contains("may have been done"), cuesta.err());
    assertEquals(1, calls().size(), "a change is not sent twice");
  }

  @Test
  void aFrameworkThatIsJustSwappedIsWaitedFor() {
    master
        .on(
            "GET /hello/cli",
            json(503, reason("SESSION_OVER", "not at work yet")),
            ok("{\"commands\":[{\"name\":\"hi\",\"path\":\"\",\"show\":{\"line\":\"{a}\"}}]}"))
        .on("GET /hello", ok("{\"a\":\"b\"}"));
    assertEquals(0, cuesta.run("hello", "hi"));
    assertEquals("b\n", cuesta.out());
  }

  @Test
  void helpIsMadeOfTheDescription() {
    master.on("GET /frameworks", ok("{\"frameworks\":[{\"name\":\"run\"},{\"name\":\"cron\"}]}"));
    assertEquals(0, cuesta.run("--help"));
    assertTrue(cuesta.out().contains("\n  cron  runs commands on a schedule\n"), cuesta.out());
    Invocation help = again();
    assertEquals(0, help.run("cron", "--help"));
    assertTrue(help.out().startsWith("Usage: cuesta cron COMMAND [OPTION...]\nruns commands on a"));
    assertTrue(help.out().contains("\n  list    lists the jobs\n"), help.out());
    assertEquals(help.out(), same("cron"));
    assertEquals(help.out(), same("help", "cron"));
    assertEquals(help.out(), same("--help", "cron"));
    String add = same("cron", "add", "--help");
    assertEquals(add, same("help", "cron", "add"));
    assertEquals(
        """
        Usage: cuesta cron add [OPTION...] NAME COMMAND [ARG...]
        adds a job

              NAME                the job's name
              COMMAND             what to run
          -s, --schedule=S        when (required)
              --env=K=V           a variable (repeatable)
              --overlap=P         beside a run (one of allow, forbid; default: forbid)
              --after=JOB         (repeatable)
              --script=FILE
              --paused            do not begin yet
        """,
        add.substring(0, add.indexOf("      --master")).replaceAll(" +\n", "\n"));
    assertTrue(calls().stream().allMatch("GET /frameworks"::equals), calls()::toString);
  }

  private Invocation again() {
    try {
      return new Invocation(home).env("CUESTA_MASTER", master.url());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String same(String... line) {
    Invocation help = again();
    assertEquals(0, help.run(line));
    return help.out();
  }

  @Test
  void aSlipInAPrefixIsRecognised() {
    master.on("GET /frameworks", ok("{\"frameworks\":[{\"name\":\"cron\"}]}"));
    assertEquals(2, cuesta.run("crom", "list"));
    assertEquals("cuesta: unknown command 'crom'; did you mean 'cron'?\n", cuesta.err());
  }

  @Test
  void withoutAMasterNobodyKnows() {
    String url = master.url();
    master.close();
    assertEquals(2, cuesta.run("agentss"));
    assertEquals(1, cuesta.run("cron", "list"));
    List<String> lines = cuesta.err().lines().toList();
    assertEquals("cuesta: unknown command 'agentss'; did you mean 'agents'?", lines.get(0));
    assertTrue(lines.get(1).startsWith("cuesta cron: no command of this program"), lines.get(1));
    assertTrue(lines.get(1).contains(url), lines.get(1));
    assertEquals(0, cuesta.run("--help"));
  }

  @Test
  void aSenselessDescriptionIsCalledSo() {
    master
        .on("GET /a/cli", ok("{}"))
        .on("GET /b/cli", ok("{\"commands\":[{\"name\":\"x\",\"method\":\"BREW\"}]}"));
    assertEquals(1, cuesta.run("a", "x"));
    assertEquals(1, cuesta.run("b", "x"));
    assertTrue(cuesta.err().contains("'a' says of its commands makes no sense"), cuesta.err());
    assertTrue(cuesta.err().contains("method 'BREW'"), cuesta.err());
  }
}
